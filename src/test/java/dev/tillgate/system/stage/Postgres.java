package dev.tillgate.system.stage;

import dev.tillgate.system.playground.Wiring;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL for the whole-system tests of one JVM: the one at {@code TILLGATE_TEST_PG_URL},
 * whose role must be allowed to make databases, else an embedded one.
 */
final class Postgres {
  private static final AtomicInteger MADE = new AtomicInteger();

  private Postgres() {}

  /**
   * The wiring on a database of its own when the tests run with {@code
   * -Dtillgate.test.engine=postgresql}.
   */
  static Wiring ifAsked(Wiring wiring) {
    return "postgresql".equals(System.getProperty("tillgate.test.engine"))
        ? wiring.on(freshDatabase())
        : wiring;
  }

  /** The URL of a new, empty database. */
  static String freshDatabase() {
    String name = "tillgate_whole_" + ProcessHandle.current().pid() + '_' + MADE.incrementAndGet();
    try (Connection server = DriverManager.getConnection(Server.URL);
        var statement = server.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new AssertionError("no database can be made on the tests' PostgreSQL", e);
    }
    return Server.URL.replaceFirst("/[^/?]*([?]|$)", "/" + name + "$1");
  }

  private static String server() {
    String given = System.getenv("TILLGATE_TEST_PG_URL");
    if (given != null) {
      return given;
    }
    try {
      EmbeddedPostgres embedded =
          EmbeddedPostgres.builder()
              .setServerConfig("max_connections", "300")
              // Both are switched off for tests otherwise, and a gateway refuses such a server.
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(embedded)));
      return embedded.getJdbcUrl("postgres", "postgres");
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no embedded PostgreSQL could be started; give TILLGATE_TEST_PG_URL, or run as a user other"
              + " than root, or where unshare may be used",
          e);
    }
  }

  private static void close(EmbeddedPostgres embedded) {
    try {
      embedded.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Started when it is first asked for. */
  private static final class Server {
    private static final String URL = server();
  }
}
