package dev.tillgate.gateway.platform.store.postgres;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.DatabaseContract;
import dev.tillgate.gateway.platform.store.StoreObserver;
import dev.tillgate.gateway.platform.store.StoreOptions;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.TestPostgres;
import dev.tillgate.gateway.platform.store.TestStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The promises of a store on PostgreSQL, and what only this engine does. */
class PostgresDatabaseTest extends DatabaseContract {
  private static final StoreOptions OPTIONS =
      new StoreOptions(20, TestStore.NO_HALT, StoreObserver.NONE);

  private final String url = TestPostgres.freshDatabase();

  @Override
  protected Database open(StoreOptions options) {
    return PostgresDatabase.open(url, true, options);
  }

  @Override
  protected Connection anotherProgram() throws SQLException {
    return DriverManager.getConnection(url);
  }

  @Override
  protected int writers() {
    return PostgresDatabase.WRITERS;
  }

  /** FLT-P08. */
  @Test
  void fltP08AServerThatMayLoseWhatItAnsweredIsRefusedUnlessUnsafe() throws SQLException {
    String careful = TestPostgres.freshDatabase();
    PostgresDatabase.open(careful, false, OPTIONS).close();
    execute(careful, "ALTER DATABASE " + name(careful) + " SET synchronous_commit = off");

    assertThatThrownBy(() -> PostgresDatabase.open(careful, false, OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("synchronous_commit = off")
        .hasMessageContaining("--unsafe");
    PostgresDatabase.open(careful, true, OPTIONS).close();
  }

  /** FLT-P08: the second of the two settings, which only a whole server has. */
  @Test
  void fltP08AServerWithoutFsyncIsRefusedUnlessUnsafe() throws IOException {
    try (EmbeddedPostgres careless = EmbeddedPostgres.builder().start()) {
      String there = careless.getJdbcUrl("postgres", "postgres");
      assertThatThrownBy(() -> PostgresDatabase.open(there, false, OPTIONS))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("fsync = off");
      PostgresDatabase.open(there, true, OPTIONS).close();
    }
  }

  @Test
  void theMissingRightIsNamed() throws SQLException {
    String shut = TestPostgres.freshDatabase();
    execute(shut, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    execute(
        shut,
        "DO $$ BEGIN CREATE ROLE tillgate_guest LOGIN PASSWORD 'guest'; EXCEPTION WHEN"
            + " duplicate_object THEN NULL; END $$");

    assertThatThrownBy(() ->
            PostgresDatabase.open(
                shut.replaceAll("user=[^&]*", "user=tillgate_guest") + "&password=guest",
                true,
                OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("GRANT USAGE, CREATE ON SCHEMA public TO tillgate_guest");
  }

  @Test
  void aUrlOfAnotherKindIsRefused() {
    assertThatThrownBy(() -> PostgresDatabase.open("jdbc:mysql://127.0.0.1/x", true, OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jdbc:postgresql:");
  }

  @Test
  void aServerThatIsNotThereIsNamedWithoutThePassword() {
    assertThatThrownBy(() ->
            PostgresDatabase.open(
                "jdbc:postgresql://127.0.0.1:1/shop?user=u&password=hush", true, OPTIONS))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("127.0.0.1:1/shop")
        .hasMessageNotContaining("hush");
  }

  private static void execute(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String name(String url) {
    return url.replaceAll("[?].*", "").replaceAll(".*/", "");
  }
}
