package dev.tillgate.gateway.platform.store.engine;

import dev.tillgate.gateway.platform.store.Snapshot;
import dev.tillgate.gateway.platform.store.postgres.PostgresTarget;
import dev.tillgate.gateway.platform.store.sqlite.SqliteSource;
import dev.tillgate.gateway.platform.store.transfer.Moved;
import java.util.List;

/** A store on its way from SQLite to PostgreSQL; no gateway can start on the old one meanwhile. */
public final class Move implements AutoCloseable {
  private static final String POSTGRESQL = "jdbc:postgresql:";

  private final SqliteSource source;
  private final PostgresTarget target;

  private Move(SqliteSource source, PostgresTarget target) {
    this.source = source;
    this.target = target;
  }

  /**
   * Holds the one and makes the other's tables; nothing is moved yet.
   *
   * @throws IllegalArgumentException saying why there is no such move
   * @throws dev.tillgate.gateway.platform.store.DataHeldException when a gateway runs on the source
   * @throws dev.tillgate.gateway.platform.store.StoreUnavailableException when one is not reachable
   */
  public static Move between(StorePlace from, StorePlace to) {
    if (from.databaseUrl().isPresent()) {
      throw new IllegalArgumentException(
          "--from is a data directory: a store can be moved from SQLite only");
    }
    String url =
        to.databaseUrl()
            .filter(given -> given.startsWith(POSTGRESQL))
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "--to is jdbc:postgresql://HOST:PORT/DATABASE?user=…&password=…: a store can be"
                        + " moved to PostgreSQL only"));
    SqliteSource source = SqliteSource.hold(from.directory());
    try {
      return new Move(source, PostgresTarget.prepare(url, to.unsafe()));
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /** A look at what is moved. */
  public Snapshot source() {
    return source.snapshot();
  }

  /** A look at where it is moved to. */
  public Snapshot target() {
    return target.snapshot();
  }

  /**
   * Moves everything, or nothing; the source stays as it is.
   *
   * @return how many rows of each table there were
   * @throws IllegalArgumentException when the target has rows already, or does not take a table's
   * @throws dev.tillgate.gateway.platform.store.DataHeldException when gateways work on the target
   * @throws dev.tillgate.gateway.platform.store.StoreUnavailableException when one is not reachable
   */
  public List<Moved> run() {
    return target.fill(source);
  }

  @Override
  public void close() {
    source.close();
  }
}
