package dev.tillgate.gateway.platform.store.postgres;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.KnownSchema;
import dev.tillgate.gateway.platform.store.Snapshot;
import dev.tillgate.gateway.platform.store.Tx;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** A database read from beside its gateways; nothing is written. */
public final class PostgresSnapshot implements Snapshot {
  private final PostgresServer server;
  private final Jdbi jdbi;

  private PostgresSnapshot(PostgresServer server) {
    this.server = server;
    this.jdbi = server.direct();
  }

  /**
   * The database at that URL.
   *
   * @throws IllegalArgumentException saying why there is none that this program can read
   * @throws dev.tillgate.gateway.platform.store.StoreUnavailableException when it is not reachable
   */
  public static PostgresSnapshot of(String url) {
    PostgresServer server = new PostgresServer(url);
    try {
      KnownSchema.require(server.schema(), "the database " + server.name());
    } catch (FlywayException e) {
      throw server.unreachable(e);
    }
    return new PostgresSnapshot(server);
  }

  @Override
  public <T extends @Nullable Object> T read(Database.Work<T> work) {
    try {
      return jdbi.inTransaction(
          TransactionIsolationLevel.REPEATABLE_READ,
          handle -> {
            handle.execute("SET TRANSACTION READ ONLY");
            Tx tx = Tx.reading(handle);
            try {
              return work.in(tx);
            } finally {
              tx.end();
            }
          });
    } catch (JdbiException e) {
      throw server.unreachable(e);
    }
  }
}
