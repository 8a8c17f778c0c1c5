package dev.tillgate.gateway.platform.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.TestStore;
import dev.tillgate.gateway.platform.store.Tx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The file of a store that was emptied becomes small again, a little at a time. */
@Timeout(60)
class SqliteSpaceTest {
  private static final long MIB = 1 << 20;

  @TempDir private Path directory;

  @Test
  void aFileShrinksWhenMuchOfItIsFree() {
    try (Database database = SqliteDatabase.open(directory, TestStore.OPTIONS)) {
      fill(database);
      Database.Size full = database.size();
      assertThat(full.bytes() + full.logBytes()).isGreaterThan(8 * MIB);
      assertThat(full.freeBytes()).isLessThan(MIB);
      empty(database);
      assertThat(database.size().freeBytes()).isGreaterThan(7 * MIB);

      assertThat(tidy(database)).isGreaterThan(10);
    }

    // The log was moved into the file when the store was closed.
    try (Database database = SqliteDatabase.open(directory, TestStore.OPTIONS)) {
      assertThat(database.size().bytes()).isLessThan(3 * MIB);
      assertThat(database.size().freeBytes()).isLessThanOrEqualTo(MIB);
      assertThat(kept(database)).isEqualTo("the first, the last");
    }
  }

  @Test
  void oneStepMovesFewPages() {
    try (Database database = SqliteDatabase.open(directory, TestStore.OPTIONS)) {
      fill(database);
      empty(database);
      long before = database.size().freeBytes();

      assertThat(database.tidy()).isTrue();

      assertThat(before - database.size().freeBytes()).isBetween(1L, 64L * 4096);
    }
  }

  @Test
  void aRestartBetweenTwoStepsLosesNothing() {
    try (Database database = SqliteDatabase.open(directory, TestStore.OPTIONS)) {
      fill(database);
      empty(database);
      database.tidy();
    }
    try (Database database = SqliteDatabase.open(directory, TestStore.OPTIONS)) {
      tidy(database);

      assertThat(kept(database)).isEqualTo("the first, the last");
      assertThat(database.size().freeBytes()).isLessThanOrEqualTo(MIB);
    }
  }

  @Test
  void aFileWithLittleFreeIsLeftAlone() {
    try (Database database = SqliteDatabase.open(directory, TestStore.OPTIONS)) {
      fill(database);

      assertThat(database.tidy()).isFalse();
    }
  }

  @Test
  void aFileOfTheTimeBeforeKeepsWorkingAtItsSize() throws SQLException {
    made("CREATE TABLE older (id INTEGER PRIMARY KEY)", "DROP TABLE older");
    try (Database database = SqliteDatabase.open(directory, TestStore.OPTIONS)) {
      fill(database);
      empty(database);

      assertThat(database.tidy()).isFalse();

      assertThat(database.size().freeBytes()).isGreaterThan(7 * MIB);
      fill(database);
      assertThat(database.size().freeBytes()).isLessThan(MIB);
    }
  }

  @Test
  void aFileOfTheTimeBeforeShrinksOnceItIsConvertedAsTheLogSays() throws SQLException {
    made("CREATE TABLE older (id INTEGER PRIMARY KEY)", "DROP TABLE older");
    SqliteDatabase.open(directory, TestStore.OPTIONS).close();
    made("PRAGMA auto_vacuum = INCREMENTAL", "VACUUM");

    try (Database database = SqliteDatabase.open(directory, TestStore.OPTIONS)) {
      fill(database);
      empty(database);

      assertThat(database.tidy()).isTrue();
    }
  }

  private void made(String... statements) throws SQLException {
    String url = "jdbc:sqlite:" + directory.resolve("tillgate.db");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  private static void fill(Database database) {
    database.change(tx -> {
      keep(tx, "the first");
      tx.update(
              """
              WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
              INSERT INTO events (id, type, payload, created_at_ms)
              SELECT 'evt_' || i, 'filling', randomblob(4000), 0 FROM n
              """)
          .execute();
      keep(tx, "the last");
    });
  }

  private static void keep(Tx tx, String type) {
    tx.update(
            "INSERT OR IGNORE INTO events (id, type, payload, created_at_ms)"
                + " VALUES ('evt ' || :type, :type, randomblob(20000), 0)")
        .bind("type", type)
        .execute();
  }

  private static void empty(Database database) {
    database.change(tx -> tx.update("DELETE FROM events WHERE type = 'filling'").execute());
  }

  private static int tidy(Database database) {
    int steps = 1;
    while (database.tidy()) {
      assertThat(steps++).isLessThan(1_000);
    }
    return steps;
  }

  private static String kept(Database database) {
    String kept =
        database.read(tx ->
            tx.query("SELECT group_concat(type, ', ' ORDER BY position) FROM events")
                .mapTo(String.class)
                .one());
    return kept;
  }
}
