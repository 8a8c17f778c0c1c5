package dev.tillgate.gateway.platform.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFileTest {
  @TempDir private Path directory;

  @Test
  void theWritingConnectionKeepsWhatItAcknowledges() {
    try (Handle handle = new SqliteFile(SqliteFile.in(directory)).openForWriting()) {
      Map.of(
              "journal_mode", "wal",
              "synchronous", "2",
              "foreign_keys", "1",
              "busy_timeout", "5000",
              "journal_size_limit", "67108864",
              "trusted_schema", "0")
          .forEach((pragma, expected) -> assertThat(pragma(handle, pragma)).isEqualTo(expected));
    }
  }

  @Test
  void aReadingConnectionCanOnlyRead() {
    SqliteFile file = new SqliteFile(SqliteFile.in(directory));
    try (Handle handle = file.openForReading()) {
      assertThat(pragma(handle, "query_only")).isEqualTo("1");
      assertThat(pragma(handle, "trusted_schema")).isEqualTo("0");
    }
  }

  @Test
  void aFileThatCannotHaveALogIsRefusedByName() {
    // A store in memory has no write-ahead log, as a network file system may not.
    SqliteFile file = new SqliteFile(Path.of(":memory:"));

    assertThatThrownBy(file::openForWriting)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("journal_mode = memory, not wal");
  }

  @Test
  void migratingTwiceDoesNothingTheSecondTime() {
    SqliteFile file = new SqliteFile(SqliteFile.in(directory));
    file.migrate();
    try (Handle handle = file.openForWriting()) {
      handle.execute("INSERT INTO api_keys VALUES ('key_1', 'a name', 'a hash', 'read', 1, NULL)");
    }

    file.migrate();

    try (Handle handle = file.openForReading()) {
      assertThat(handle.createQuery("SELECT id FROM api_keys").mapTo(String.class).list())
          .containsExactly("key_1");
    }
  }

  private static String pragma(Handle handle, String name) {
    return handle.createQuery("PRAGMA " + name).mapTo(String.class).one();
  }
}
