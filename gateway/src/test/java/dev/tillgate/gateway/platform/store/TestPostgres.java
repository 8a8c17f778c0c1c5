package dev.tillgate.gateway.platform.store;

import dev.tillgate.gateway.platform.store.engine.StorePlace;
import dev.tillgate.gateway.platform.store.engine.Stores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL for the tests of one JVM: the one at {@code TILLGATE_TEST_PG_URL}, whose role
 * must be allowed to make databases, else an embedded one.
 */
public final class TestPostgres {
  private static final AtomicInteger MADE = new AtomicInteger();
  private static final String SERVER = server();

  private TestPostgres() {}

  /** The URL of a new, empty database. */
  public static String freshDatabase() {
    return database("");
  }

  /** The URL of a new database with the production's schema: sooner made than migrated. */
  public static String migratedDatabase() {
    return database(" TEMPLATE " + Template.NAME);
  }

  private static String database(String from) {
    String name = freshName();
    execute("CREATE DATABASE " + name + from);
    return url(name);
  }

  private static String freshName() {
    return "tillgate_test_" + ProcessHandle.current().pid() + '_' + MADE.incrementAndGet();
  }

  private static String url(String database) {
    return SERVER.replaceFirst("/[^/?]*([?]|$)", "/" + database + "$1");
  }

  private static void execute(String sql) {
    try (Connection server = DriverManager.getConnection(SERVER);
        var statement = server.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError("no database can be made on the tests' PostgreSQL", e);
    }
  }

  /** Migrated when it is first asked for. */
  private static final class Template {
    private static final String NAME = migrated();

    private static String migrated() {
      String name = freshName();
      execute("CREATE DATABASE " + name);
      StorePlace place = new StorePlace(Path.of("unused"), Optional.of(url(name)), true);
      Stores.open(place, TestStore.OPTIONS).close();
      return name;
    }
  }

  private static String server() {
    String given = System.getenv("TILLGATE_TEST_PG_URL");
    return given != null ? given : embedded();
  }

  private static String embedded() {
    try {
      Path data = TestDisk.make("tillgate-pg-");
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setRegisterShutdownHook(false)
              .setServerConfig("max_connections", "300")
              .setServerConfig("max_wal_size", "128MB")
              // Both are switched off for tests otherwise, and a gateway refuses such a server.
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(data)));
      return server.getJdbcUrl("postgres", "postgres");
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no embedded PostgreSQL could be started; give TILLGATE_TEST_PG_URL, or run as a user other"
              + " than root, or where unshare may be used",
          e);
    }
  }

  /** At once (SIGQUIT): an orderly end would write out hundreds of databases nobody needs. */
  private static void end(Path data) {
    try {
      String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip();
      Optional<ProcessHandle> server = ProcessHandle.of(Long.parseLong(pid));
      new ProcessBuilder("kill", "-QUIT", pid).start().waitFor();
      server.ifPresent(process -> process.onExit().join());
      TestDisk.delete(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
