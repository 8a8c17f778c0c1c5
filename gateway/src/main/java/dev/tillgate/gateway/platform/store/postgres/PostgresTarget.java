package dev.tillgate.gateway.platform.store.postgres;

import dev.tillgate.gateway.platform.store.DataHeldException;
import dev.tillgate.gateway.platform.store.Snapshot;
import dev.tillgate.gateway.platform.store.transfer.Moved;
import dev.tillgate.gateway.platform.store.transfer.Source;
import java.util.List;
import org.jdbi.v3.core.JdbiException;

/** A database that a store moves to. */
public final class PostgresTarget {
  private final PostgresServer server;
  private final PostgresSnapshot snapshot;

  private PostgresTarget(PostgresServer server, PostgresSnapshot snapshot) {
    this.server = server;
    this.snapshot = snapshot;
  }

  /**
   * Makes the tables as needed.
   *
   * @param unsafe whether a server may be used that loses what it has answered when it crashes
   * @throws IllegalArgumentException saying why it cannot be used
   * @throws dev.tillgate.gateway.platform.store.StoreUnavailableException when it is not reachable
   */
  public static PostgresTarget prepare(String url, boolean unsafe) {
    PostgresServer server = new PostgresServer(url);
    server.prepare(unsafe);
    return new PostgresTarget(server, PostgresSnapshot.of(url));
  }

  /** A look at it. */
  public Snapshot snapshot() {
    return snapshot;
  }

  /**
   * Takes everything the source has, or nothing.
   *
   * @return how many rows of each table there were
   * @throws IllegalArgumentException when it is not empty, or does not take what the source has
   * @throws DataHeldException when gateways work on it
   * @throws dev.tillgate.gateway.platform.store.StoreUnavailableException when it is not reachable
   */
  public List<Moved> fill(Source source) {
    String where = "the database " + server.name();
    try {
      List<Moved> moved =
          server.direct().inTransaction(handle -> new Filling(handle, source, where).run());
      server.migrate(); // No event that is written from now on is to stand before those moved.
      return moved;
    } catch (CopyFailedException e) {
      throw switch (PostgresError.of(e)) {
        case STATEMENT, CONFLICT -> refused(e, where);
        case REFUSED, LOST -> unreachable(e);
      };
    } catch (JdbiException e) {
      throw PostgresError.of(e) == PostgresError.CONFLICT ? held(where) : unreachable(e);
    }
  }

  private RuntimeException unreachable(RuntimeException e) {
    return server.unreachable(e);
  }

  private static RuntimeException refused(CopyFailedException e, String where) {
    return new IllegalArgumentException(
        "%s does not take the rows of %s, so nothing was moved: %s"
            .formatted(where, e.table(), String.valueOf(e.getMessage()).replace('\n', ' ')),
        e);
  }

  private static RuntimeException held(String where) {
    return new DataHeldException("another program works on " + where + "; stop it first");
  }
}
