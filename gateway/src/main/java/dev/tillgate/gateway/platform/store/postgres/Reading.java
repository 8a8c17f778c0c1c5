package dev.tillgate.gateway.platform.store.postgres;

import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.platform.store.UnitOfWork;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Runs one unit of work that only reads, on one snapshot, and tells its caller. */
final class Reading {
  // As many as there are connections to be had, and one: then it is no leftover.
  private static final int RUNS_MAX = 15;

  // Lists have filters that may be left out: their plan depends on what is asked for.
  private static final String BEGIN =
      "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;"
          + " SET LOCAL plan_cache_mode = auto";

  private final Jdbi jdbi;

  Reading(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  void run(UnitOfWork<?> unit) {
    int runs = 1;
    while (!isDecided(unit) && runs < RUNS_MAX) {
      runs++;
    }
    unit.complete();
  }

  /** False when what the driver had prepared was void, which the next connection's may be too. */
  private boolean isDecided(UnitOfWork<?> unit) {
    read(unit);
    return switch (PostgresError.of(unit.failure())) {
      case CONFLICT -> false;
      case REFUSED, LOST -> {
        unit.failed(new StoreUnavailableException("the store cannot be read now", unit.failure()));
        yield true;
      }
      case STATEMENT -> true;
    };
  }

  private void read(UnitOfWork<?> unit) {
    boolean isRead = false;
    try (Handle handle = jdbi.open()) {
      handle.execute(BEGIN);
      isRead = unit.run(Tx.reading(handle));
      handle.rollback();
    } catch (JdbiException e) {
      // A connection that breaks after the last answer takes nothing back.
      if (!isRead && unit.failure() == null) {
        unit.failed(e);
      }
    }
  }
}
