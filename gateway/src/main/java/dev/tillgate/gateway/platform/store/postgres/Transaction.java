package dev.tillgate.gateway.platform.store.postgres;

import dev.tillgate.gateway.platform.store.Gathering;
import dev.tillgate.gateway.platform.store.Halt;
import dev.tillgate.gateway.platform.store.StoreObserver;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.platform.store.UnitOfWork;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Runs units of work in one transaction and tells their callers how it went: again when another
 * transaction was in the way, looked up when the answer to the {@code COMMIT} was lost. A group of
 * which one fails is undone, and each runs in a transaction of its own.
 */
final class Transaction {
  // Two transactions in each other's way: the one that is undone finds the other gone.
  private static final int RUNS_MAX = 10;

  // A server that starts again after a crash is back within seconds.
  private static final Duration VERDICT_PAUSE = Duration.ofMillis(250);
  private static final int VERDICT_LOOKS = 240;

  private final Jdbi jdbi;
  private final CommitMarks marks;
  private final Verdicts verdicts;
  private final CommitOrder order;
  private final Halt halt;
  private final StoreObserver observer;

  Transaction(Jdbi jdbi, CommitMarks marks, CommitOrder order, Halt halt, StoreObserver observer) {
    this.jdbi = jdbi;
    this.marks = marks;
    this.verdicts = new Verdicts(marks, VERDICT_PAUSE, VERDICT_LOOKS);
    this.order = order;
    this.halt = halt;
    this.observer = observer;
  }

  /** Never throws for what went wrong in the store or in the work. */
  void run(List<UnitOfWork<?>> group) {
    long startedNanos = observer.commitStarted();
    int runs = 1;
    while (!isDecided(group)) {
      if (group.size() > 1) {
        group.forEach(unit -> run(List.of(unit)));
        return;
      }
      if (++runs > RUNS_MAX) {
        break;
      }
    }
    observer.committed(group.size(), startedNanos);
    group.forEach(UnitOfWork::complete);
    marks.forgetBefore(order.undecided());
  }

  /** False when it is to run again: another transaction was in the way, or one unit in others'. */
  private boolean isDecided(List<UnitOfWork<?>> group) {
    try (Handle handle = jdbi.open()) {
      runOn(handle, group);
    } catch (JdbiException e) { // There is no connection to be had.
      fail(group, e);
    }
    Throwable failure = failureOf(group);
    return failure == null
        || switch (kindOf(failure)) {
          case CONFLICT -> false;
          case STATEMENT -> group.size() == 1;
          case REFUSED -> group.size() == 1 && isRefused(group, failure);
          case LOST -> isRefused(group, failure);
        };
  }

  /** True; and so its callers are told. */
  private static boolean isRefused(List<UnitOfWork<?>> group, Throwable failure) {
    fail(group, new StoreUnavailableException("the store cannot take this now", failure));
    return true;
  }

  private static void fail(List<UnitOfWork<?>> group, Throwable failure) {
    group.forEach(unit -> unit.failed(failure));
  }

  /** Of the first that has one: behind it none was run. */
  private static @Nullable Throwable failureOf(List<UnitOfWork<?>> group) {
    return group.stream()
        .map(UnitOfWork::failure)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static PostgresError kindOf(Throwable failure) {
    return failure instanceof IllegalStateException
        ? PostgresError.STATEMENT
        : PostgresError.of(failure);
  }

  private void runOn(Handle handle, List<UnitOfWork<?>> group) {
    // All were handed in before any of them reads: what one has read the others may know.
    Gathering gathering = new Gathering(handle);
    if (group.stream().allMatch(unit -> unit.run(Tx.locking(handle, gathering)))
        && isWritten(gathering, group)) {
      commit(handle, group);
    } else {
      rollBack(handle, group);
    }
  }

  private static boolean isWritten(Gathering gathering, List<UnitOfWork<?>> group) {
    try {
      gathering.write();
      return true;
    } catch (JdbiException e) {
      fail(group, e);
      return false;
    }
  }

  private void commit(Handle handle, List<UnitOfWork<?>> group) {
    long ticket = order.draw();
    List<Runnable> hooks = List.of();
    try {
      if (stands(handle, ticket, group)) {
        hooks = group.stream().flatMap(unit -> unit.hooks().stream()).toList();
      } else {
        group.forEach(UnitOfWork::rolledBack);
      }
    } finally {
      order.decided(ticket, hooks);
    }
  }

  private boolean stands(Handle handle, long ticket, List<UnitOfWork<?>> group) {
    try {
      marks.commit(handle, ticket);
      return true;
    } catch (JdbiException e) {
      // An answer, whichever, says that it was rolled back; no answer says nothing.
      if (PostgresError.of(e) == PostgresError.LOST && lookedUp(handle, ticket, e)) {
        return true;
      }
      fail(group, e);
      return false;
    }
  }

  private boolean lookedUp(Handle handle, long ticket, JdbiException lost) {
    handle.close(); // Its connection is of no use, and the look needs one.
    Optional<Boolean> committed = verdicts.isCommitted(ticket);
    if (committed.isEmpty()) {
      halt.now("nobody can say whether a transaction was committed", lost);
      throw new IllegalStateException("nobody can say whether this was written", lost);
    }
    return committed.get();
  }

  private static void rollBack(Handle handle, List<UnitOfWork<?>> group) {
    try {
      handle.rollback();
    } catch (JdbiException gone) {
      // The server rolls back by itself what its client does not end.
    }
    group.forEach(UnitOfWork::rolledBack);
  }
}
