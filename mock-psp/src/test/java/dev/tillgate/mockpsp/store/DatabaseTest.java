package dev.tillgate.mockpsp.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Units of work: all or nothing each, many to a commit. */
class DatabaseTest {
  private static final String ADD = "INSERT INTO settings (name, value) VALUES (?, 1)";

  @Test
  void whatThrowsIsUndoneAndTheOthersOfItsGroupAreKept() {
    try (Database database = Database.inMemory()) {
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 200; i++) {
          String name = "n" + i;
          boolean bad = i % 2 == 0;
          threads.execute(() -> tryToAdd(database, name, bad));
        }
      }

      assertThat(count(database)).isEqualTo(100);
    }
  }

  private static void tryToAdd(Database database, String name, boolean bad) {
    try {
      database.run(tx -> add(tx, name, bad));
    } catch (IllegalStateException e) {
      assertThat(bad).isTrue();
    }
  }

  private static void add(Handle tx, String name, boolean bad) {
    tx.execute(ADD, name);
    if (bad) {
      throw new IllegalStateException("no");
    }
  }

  @Test
  void theCallerGetsWhatTheUnitThrew() {
    try (Database database = Database.inMemory()) {
      assertThatThrownBy(() -> database.run(tx -> add(tx, "a", true))).hasMessage("no");
      assertThatThrownBy(() -> database.run(tx -> database.run(inner -> {})))
          .hasMessageContaining("inside");
    }
  }

  @Test
  void aClosedStoreRefusesAndAReopenedOneHasEverything(@TempDir Path directory) {
    Database first = Database.in(directory);
    first.run(tx -> tx.execute(ADD, "a"));
    first.close();

    assertThatThrownBy(() -> first.run(tx -> tx.execute(ADD, "b"))).hasMessageContaining("closed");
    try (Database second = Database.in(directory)) {
      assertThat(count(second)).isEqualTo(1);
    }
  }

  @Test
  void theStoreWaitsForTheDisk(@TempDir Path directory) {
    try (Database database = Database.in(directory)) {
      assertThat(pragma(database, "synchronous")).isEqualTo("2");
      assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
      assertThat(pragma(database, "foreign_keys")).isEqualTo("1");
    }
  }

  private static int count(Database database) {
    return database.write(
        tx -> tx.createQuery("SELECT count(*) FROM settings").mapTo(Integer.class).one());
  }

  private static String pragma(Database database, String name) {
    List<String> values =
        database.write(tx -> tx.createQuery("PRAGMA " + name).mapTo(String.class).list());
    return values.getFirst();
  }
}
