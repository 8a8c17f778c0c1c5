package dev.tillgate.mockpsp.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.DatabaseContract;
import dev.tillgate.mockpsp.store.Query;
import dev.tillgate.mockpsp.store.StoreHeld;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store in a file: the contract, and what only a file can show. */
class SqliteDatabaseTest extends DatabaseContract {
  @TempDir Path directory;

  @Override
  protected Database open() {
    return SqliteDatabase.in(directory);
  }

  @Test
  void aReopenedStoreHasEverything(@TempDir Path other) {
    try (Database first = SqliteDatabase.in(other)) {
      first.run(tx -> addEvent(tx, "a", "type", 0));
    }

    try (Database second = SqliteDatabase.in(other)) {
      assertThat(events(second, Query.all(List.of()))).containsExactly("a");
    }
  }

  @Test
  void aDirectoryHasOneOwner() {
    assertThatThrownBy(() -> SqliteDatabase.in(directory)).isInstanceOf(StoreHeld.class);
  }

  @Test
  void aFileThatIsNoStoreIsNamed(@TempDir Path other) throws Exception {
    Files.writeString(other.resolve("mock-psp.db"), "This is no database at all. ".repeat(100));

    assertThatThrownBy(() -> SqliteDatabase.in(other))
        .hasMessageContaining(other.toString())
        .hasMessageContaining("not a database");
  }

  @Test
  void theStoreWaitsForTheDisk() throws Exception {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("other.db"));
        Handle handle = Jdbi.create(connection).open()) {
      SqliteDatabase.prepare(handle);

      assertThat(pragma(handle, "synchronous")).isEqualTo("2");
      assertThat(pragma(handle, "journal_mode")).isEqualTo("wal");
      assertThat(pragma(handle, "foreign_keys")).isEqualTo("1");
    }
  }

  @Test
  void whatANewerOneWroteIsLeftAlone() throws Exception {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("newer.db"));
        Handle handle = Jdbi.create(connection).open()) {
      handle.execute("PRAGMA user_version = 999");

      assertThatThrownBy(() -> SqliteDatabase.prepare(handle)).hasMessageContaining("newer");
    }
  }

  private static String pragma(Handle handle, String name) {
    return handle.createQuery("PRAGMA " + name).mapTo(String.class).one();
  }
}
