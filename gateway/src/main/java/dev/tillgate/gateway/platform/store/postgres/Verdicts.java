package dev.tillgate.gateway.platform.store.postgres;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.JdbiException;

/** Asks again and again what became of a transaction whose commit was not answered. */
final class Verdicts {
  private final CommitMarks marks;
  private final Duration pause;
  private final int looks;

  /**
   * As many looks with that pause between them, if the server does not answer or is not done with
   * the transaction.
   */
  Verdicts(CommitMarks marks, Duration pause, int looks) {
    this.marks = marks;
    this.pause = pause;
    this.looks = looks;
  }

  /** Whether the transaction with that mark was committed; empty when there was no saying. */
  Optional<Boolean> isCommitted(long number) {
    for (int look = 0; look < looks; look++) {
      try {
        return Optional.of(marks.isCommitted(number));
      } catch (JdbiException notNow) {
        LockSupport.parkNanos(pause.toNanos());
      }
    }
    return Optional.empty();
  }
}
