package dev.tillgate.gateway.platform.store.postgres;

import dev.tillgate.gateway.platform.store.Halt;
import dev.tillgate.gateway.platform.store.StoreObserver;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.platform.store.UnitOfWork;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Runs one unit of work in a transaction of its own and tells its caller how it went: again when
 * another transaction was in the way, looked up when the answer to the {@code COMMIT} was lost.
 */
final class Transaction {
  // Two transactions in each other's way: the one that is undone finds the other gone.
  private static final int RUNS_MAX = 10;

  private final Jdbi jdbi;
  private final Verdicts verdicts;
  private final CommitOrder order;
  private final Halt halt;
  private final StoreObserver observer;

  Transaction(Jdbi jdbi, Verdicts verdicts, CommitOrder order, Halt halt, StoreObserver observer) {
    this.jdbi = jdbi;
    this.verdicts = verdicts;
    this.order = order;
    this.halt = halt;
    this.observer = observer;
  }

  /** Never throws for what went wrong in the store or in the work. */
  void run(UnitOfWork<?> unit) {
    long startedNanos = observer.commitStarted();
    int runs = 1;
    while (!isDecided(unit) && runs < RUNS_MAX) {
      runs++;
    }
    observer.committed(1, startedNanos);
    unit.complete();
  }

  /** False when another transaction was in the way and the unit has not yet run often enough. */
  private boolean isDecided(UnitOfWork<?> unit) {
    try (Handle handle = jdbi.open()) {
      runOn(handle, unit);
    } catch (JdbiException e) { // There is no connection to be had.
      unit.failed(e);
    }
    return switch (failureOf(unit)) {
      case CONFLICT -> false;
      case REFUSED, LOST -> {
        unit.failed(
            new StoreUnavailableException("the store cannot take this now", unit.failure()));
        yield true;
      }
      case STATEMENT -> true;
    };
  }

  private static PostgresError failureOf(UnitOfWork<?> unit) {
    return unit.failure() instanceof IllegalStateException
        ? PostgresError.STATEMENT
        : PostgresError.of(unit.failure());
  }

  private void runOn(Handle handle, UnitOfWork<?> unit) {
    // Asked for before anything else, for once the answer to the commit is lost it is too late.
    String id = handle.createQuery("SELECT pg_current_xact_id()::text").mapTo(String.class).one();
    if (unit.run(Tx.locking(handle))) {
      commit(handle, id, unit);
    } else {
      rollBack(handle, unit);
    }
  }

  private void commit(Handle handle, String id, UnitOfWork<?> unit) {
    long ticket = order.draw();
    List<Runnable> hooks = List.of();
    try {
      if (stands(handle, id, unit)) {
        hooks = unit.hooks();
      } else {
        unit.rolledBack();
      }
    } finally {
      order.decided(ticket, hooks);
    }
  }

  private boolean stands(Handle handle, String id, UnitOfWork<?> unit) {
    try {
      handle.commit();
      return true;
    } catch (JdbiException e) {
      // An answer, whichever, says that it was rolled back; no answer says nothing.
      if (PostgresError.of(e) == PostgresError.LOST && lookedUp(handle, id, e)) {
        return true;
      }
      unit.failed(e);
      return false;
    }
  }

  private boolean lookedUp(Handle handle, String id, JdbiException lost) {
    handle.close(); // Its connection is of no use, and the look needs one.
    Optional<Boolean> committed = verdicts.isCommitted(id);
    if (committed.isEmpty()) {
      halt.now("nobody can say whether a transaction was committed", lost);
      throw new IllegalStateException("nobody can say whether this was written", lost);
    }
    return committed.get();
  }

  private static void rollBack(Handle handle, UnitOfWork<?> unit) {
    try {
      handle.rollback();
    } catch (JdbiException gone) {
      // The server rolls back by itself what its client does not end.
    }
    unit.rolledBack();
  }
}
