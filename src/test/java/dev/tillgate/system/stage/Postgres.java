package dev.tillgate.system.stage;

import dev.tillgate.system.playground.OwnPostgres;
import dev.tillgate.system.playground.Scratch;
import dev.tillgate.system.playground.Wiring;
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
      Scratch scratch = Scratch.make("tillgate-pg-");
      OwnPostgres embedded = OwnPostgres.in(scratch.directory());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(embedded, scratch)));
      return embedded.url();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(OwnPostgres embedded, Scratch scratch) {
    embedded.close();
    scratch.delete();
  }

  /** Started when it is first asked for. */
  private static final class Server {
    private static final String URL = server();
  }
}
