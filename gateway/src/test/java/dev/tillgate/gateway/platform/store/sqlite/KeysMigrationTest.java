package dev.tillgate.gateway.platform.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store of the time when callers' keys lay in the order of their names. */
class KeysMigrationTest {
  private static final String COLUMNS =
      "owner, key, fingerprint, resource, created_at_ms, status, headers, body";
  private static final String ANSWERED =
      "('shop', 'b', 'print', 'ord_1', 7, 201, '{\"X\":\"y\"}', x'00ff')";
  private static final String OPEN = "('shop', 'a', 'other', 'ord_2', 8, NULL, NULL, NULL)";

  @TempDir private Path directory;

  private SqliteFile file;

  @BeforeEach
  void openAsItWas() {
    file = new SqliteFile(SqliteFile.in(directory));
    String url = "jdbc:sqlite:" + file.path();
    Flyway.configure()
        .dataSource(url, null, null)
        .locations("classpath:" + KnownMigrations.PLACE)
        .target("18")
        .load()
        .migrate();
    Jdbi.create(url).useHandle(older -> insert(older, ANSWERED + ", " + OPEN));
  }

  @Test
  void everyKeyIsStillThereWithWhatWasAnsweredInTheOrderInWhichTheyCame() {
    file.migrate();

    assertThat(rows("quote(owner) || quote(key) || quote(fingerprint) || quote(resource)"))
        .containsExactly("'shop''b''print''ord_1'", "'shop''a''other''ord_2'");
    assertThat(rows("created_at_ms || quote(status) || quote(headers) || quote(body)"))
        .containsExactly("7201'{\"X\":\"y\"}'X'00FF'", "8NULLNULLNULL");
  }

  @Test
  void aKeyIsStillThereOnce() {
    file.migrate();

    try (Handle handle = file.openForWriting()) {
      assertThatThrownBy(() -> insert(handle, OPEN))
          .isInstanceOf(UnableToExecuteStatementException.class)
          .hasMessageContaining("UNIQUE constraint failed");
    }
  }

  @Test
  void whatIsTooOldIsStillFoundByItsAge() {
    file.migrate();

    try (Handle handle = file.openForReading()) {
      assertThat(
              handle
                  .createQuery("SELECT name FROM pragma_index_list('idempotency_keys')")
                  .mapTo(String.class)
                  .list())
          .contains("idempotency_keys_by_age");
    }
  }

  private static void insert(Handle handle, String rows) {
    handle.execute("INSERT INTO idempotency_keys (" + COLUMNS + ") VALUES " + rows);
  }

  private List<String> rows(String expression) {
    try (Handle handle = file.openForReading()) {
      return handle
          .createQuery("SELECT " + expression + " FROM idempotency_keys ORDER BY rowid")
          .mapTo(String.class)
          .list();
    }
  }
}
