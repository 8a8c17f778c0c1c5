package dev.tillgate.gateway.platform.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfoService;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.postgresql.ds.PGSimpleDataSource;

/** One PostgreSQL database: how it is reached, what it must promise, and its migrations. */
final class PostgresServer {
  /** The oldest that is tried; what {@code server_version_num} says of it. */
  private static final int OLDEST = 140_000;

  private static final int CONNECT_SECONDS = 5;

  // Longer than a statement may take: by then the server, or the way to it, is gone.
  private static final int SOCKET_SECONDS = 20;
  private static final int BORROW_MILLIS = 2_000;

  // Nothing here takes long, and nothing waits for a network inside a transaction: what is slower
  // is stuck, and must not hold its locks for ever. A process that was stopped where it stands
  // loses them before those who wait for them give up.
  private static final String TIMEOUTS =
      "-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=4s";

  // Planning a write to a partitioned table takes longer than the write; one plan is right for all.
  private static final String PLANS = " -c plan_cache_mode=force_generic_plan";

  private static final String MIGRATIONS = "classpath:dev/tillgate/gateway/db/postgresql";

  private final String url;
  private final PGSimpleDataSource source;

  /**
   * @throws IllegalArgumentException when the URL is not one of PostgreSQL's
   */
  PostgresServer(String url) {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "--database-url is jdbc:postgresql://HOST:PORT/DATABASE?user=…&password=…");
    }
    this.url = url;
    this.source = source("");
  }

  private PGSimpleDataSource source(String options) {
    PGSimpleDataSource made = new PGSimpleDataSource();
    made.setUrl(url);
    made.setApplicationName("tillgate");
    made.setConnectTimeout(CONNECT_SECONDS);
    made.setTcpKeepAlive(true);
    if (!options.isEmpty()) {
      made.setReWriteBatchedInserts(true);
      made.setOptions(options);
      endSilence(made);
    }
    return made;
  }

  /** Unless the URL has a limit of its own. */
  private static void endSilence(PGSimpleDataSource made) {
    if (made.getSocketTimeout() == 0) {
      made.setSocketTimeout(SOCKET_SECONDS);
    }
  }

  /** A pool of exactly that many connections; whoever waits longer than 2 s for one is refused. */
  HikariDataSource pool(int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("tillgate");
    config.setDataSource(source(TIMEOUTS + PLANS));
    config.setMaximumPoolSize(size);
    config.setAutoCommit(false);
    config.setConnectionTimeout(BORROW_MILLIS);
    return new HikariDataSource(config);
  }

  /** Connections for hints, without a pool: they last as long as the gateway, and the way there. */
  DataSource lasting() {
    PGSimpleDataSource made = source("");
    endSilence(made);
    made.setLoginTimeout(CONNECT_SECONDS);
    return made;
  }

  /** Connections without a pool and without time limits, for a look beside its gateways. */
  Jdbi direct() {
    return Jdbi.create(source);
  }

  /** Where it is, without the password. */
  String name() {
    return source.getServerNames()[0]
        + ":"
        + source.getPortNumbers()[0]
        + "/"
        + source.getDatabaseName();
  }

  /**
   * Brings the schema up to what this program knows.
   *
   * @throws IllegalArgumentException when the server does not keep its promises, is too old, or the
   *     role may not do it
   */
  void prepare(boolean unsafe) {
    try (Handle handle = direct().open()) {
      requireVersion(handle);
      if (!unsafe) {
        requireDurability(handle);
      }
      if (migrations().info().pending().length > 0) {
        requireRight(handle);
      }
    } catch (JdbiException e) {
      throw unreachable(e);
    }
    migrate();
  }

  /** Runs the migrations that are missing, and what keeps positions rising in any case. */
  void migrate() {
    migrations().migrate();
  }

  /** How its migrations stand against those this program knows; writes nothing. */
  MigrationInfoService schema() {
    return migrations().info();
  }

  StoreUnavailableException unreachable(RuntimeException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return new StoreUnavailableException(
        "the database " + name() + " cannot be used: " + cause.getMessage(), e);
  }

  private Flyway migrations() {
    return Flyway.configure().dataSource(source).locations(MIGRATIONS).loggers("slf4j").load();
  }

  private static void requireVersion(Handle handle) {
    int version = Integer.parseInt(setting(handle, "server_version_num"));
    if (version < OLDEST) {
      throw new IllegalArgumentException(
          "PostgreSQL 14 or newer is needed, not " + setting(handle, "server_version"));
    }
  }

  /** What is answered must be on disk, or the gateway's promises do not hold. */
  private static void requireDurability(Handle handle) {
    for (String setting : List.of("fsync", "synchronous_commit")) {
      if (setting(handle, setting).equals("off")) {
        throw new IllegalArgumentException(
            "the server runs with %s = off and may lose what it has answered; turn it on, or give"
                    .formatted(setting)
                + " --unsafe to lose payments knowingly");
      }
    }
  }

  private static void requireRight(Handle handle) {
    boolean may =
        handle
            .createQuery("SELECT COALESCE(has_schema_privilege(current_schema(), 'CREATE'), FALSE)")
            .mapTo(Boolean.class)
            .one();
    if (!may) {
      String role = handle.createQuery("SELECT current_user").mapTo(String.class).one();
      throw new IllegalArgumentException(
          "the role %1$s may not make the tables: as the schema's owner run".formatted(role)
              + " GRANT USAGE, CREATE ON SCHEMA public TO "
              + role);
    }
  }

  private static String setting(Handle handle, String name) {
    return handle.createQuery("SHOW " + name).mapTo(String.class).one();
  }
}
