package dev.tillgate.gateway.platform.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a start may do without Flyway, and when it may not. */
class KnownMigrationsTest {
  private static final KnownMigrations SHIPPED = KnownMigrations.shipped();

  @TempDir private Path directory;

  private SqliteFile file;

  @BeforeEach
  void migrated() {
    file = new SqliteFile(SqliteFile.in(directory));
    file.migrate();
  }

  /** Fails when a migration was added or changed and the list was not: it shows what to write. */
  @Test
  void theListNamesEveryMigrationWithFlywaysChecksum() {
    assertThat(
            Arrays.stream(file.schema().all())
                .map(found -> found.getScript() + ' ' + found.getChecksum()))
        .containsExactlyElementsOf(SHIPPED.lines());
  }

  @Test
  void aStoreThatHasThemAllIsNotShownToFlyway() {
    change("UPDATE flyway_schema_history SET description = 'Flyway would object'");

    assertThatCode(file::migrate).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM flyway_schema_history WHERE version = '19'",
        "UPDATE flyway_schema_history SET checksum = 1 WHERE version = '3'",
        "UPDATE flyway_schema_history SET success = 0 WHERE version = '19'",
        "UPDATE flyway_schema_history SET installed_rank = 99 WHERE version = '3'",
        "INSERT INTO flyway_schema_history SELECT 1000, '999', 'later', type, 'V999__later.sql',"
            + " 1, installed_by, installed_on, 0, 1 FROM flyway_schema_history WHERE version = '1'",
        "DROP TABLE flyway_schema_history"
      })
  void anyOtherStoreIs(String change) {
    change(change);

    try (Handle handle = file.openForReading()) {
      assertThat(SHIPPED.areThoseOf(handle)).isFalse();
    }
  }

  @Test
  void aMigrationThatWasChangedAfterwardsIsStillRefused() {
    change("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '3'");

    assertThatThrownBy(file::migrate)
        .isInstanceOf(FlywayException.class)
        .hasMessageContaining("checksum mismatch");
  }

  private void change(String sql) {
    try (Handle handle = file.openForWriting()) {
      handle.execute(sql);
    }
  }
}
