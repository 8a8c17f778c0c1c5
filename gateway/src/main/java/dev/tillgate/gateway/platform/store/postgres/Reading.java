package dev.tillgate.gateway.platform.store.postgres;

import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.platform.store.UnitOfWork;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Runs one unit of work that only reads, on one snapshot, and tells its caller. */
final class Reading {
  private final Jdbi jdbi;

  Reading(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  void run(UnitOfWork<?> unit) {
    try (Handle handle = jdbi.open()) {
      handle.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
      unit.run(Tx.reading(handle));
      handle.rollback();
    } catch (JdbiException e) {
      if (unit.failure() == null) {
        unit.failed(e);
      }
    }
    if (PostgresError.of(unit.failure()) == PostgresError.LOST
        || PostgresError.of(unit.failure()) == PostgresError.REFUSED) {
      unit.failed(new StoreUnavailableException("the store cannot be read now", unit.failure()));
    }
    unit.complete();
  }
}
