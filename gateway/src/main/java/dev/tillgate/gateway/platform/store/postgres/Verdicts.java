package dev.tillgate.gateway.platform.store.postgres;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Asks the server what became of a transaction whose commit was not answered. */
final class Verdicts {
  private final Jdbi jdbi;
  private final Duration pause;
  private final int looks;

  /**
   * As many looks with that pause between them, if the server does not answer or is not done with
   * the transaction.
   */
  Verdicts(Jdbi jdbi, Duration pause, int looks) {
    this.jdbi = jdbi;
    this.pause = pause;
    this.looks = looks;
  }

  /** Whether the transaction was committed; empty when there was no saying. */
  Optional<Boolean> isCommitted(String id) {
    for (int look = 0; look < looks; look++) {
      switch (status(id)) {
        case "committed" -> {
          return Optional.of(true);
        }
        case "aborted" -> {
          return Optional.of(false);
        }
        default -> LockSupport.parkNanos(pause.toNanos());
      }
    }
    return Optional.empty();
  }

  /** PostgreSQL's manual, table 9.83 (pg_xact_status); "" when it is unknown or nobody answers. */
  private String status(String id) {
    try (Handle handle = jdbi.open()) {
      return handle
          .createQuery("SELECT COALESCE(pg_xact_status(CAST(:id AS xid8)), '')")
          .bind("id", id)
          .mapTo(String.class)
          .one();
    } catch (JdbiException noAnswer) {
      return "";
    }
  }
}
