package dev.tillgate.gateway.platform.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.TestStore;
import dev.tillgate.gateway.platform.store.Tx;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading a store from beside whoever holds it. */
class SqliteSnapshotTest {
  private static final String INSERT =
      """
      INSERT INTO api_keys (id, name, hash, scope, created_at_ms)
      VALUES (:id, 'a key', :id, 'read', 0)
      """;

  @TempDir Path directory;
  private Database held;

  @BeforeEach
  void hold() {
    held = SqliteDatabase.open(directory, TestStore.OPTIONS);
  }

  @AfterEach
  void letGo() {
    held.close();
  }

  @Test
  void whatIsCommittedIsSeenThoughAnotherHoldsTheData() {
    add("key_1");

    assertThat(SqliteSnapshot.in(directory).<List<String>>read(SqliteSnapshotTest::keys))
        .containsExactly("key_1");
  }

  @Test
  void oneReadSeesOneMomentAndTheNextSeesTheNext() {
    SqliteSnapshot snapshot = SqliteSnapshot.in(directory);
    add("key_1");

    List<String> seen =
        snapshot.read(tx -> {
          List<String> first = keys(tx);
          add("key_2");
          assertThat(keys(tx)).isEqualTo(first);
          return first;
        });

    assertThat(seen).containsExactly("key_1");
    assertThat(snapshot.<List<String>>read(SqliteSnapshotTest::keys))
        .containsExactly("key_1", "key_2");
  }

  @Test
  void nothingCanBeChanged() {
    SqliteSnapshot snapshot = SqliteSnapshot.in(directory);

    assertThatThrownBy(() -> snapshot.read(tx -> tx.update(INSERT).bind("id", "key_1").execute()))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("cannot be read");

    assertThat(snapshot.<List<String>>read(SqliteSnapshotTest::keys)).isEmpty();
  }

  @Test
  void nobodyIsKeptFromWritingByAReader() {
    SqliteSnapshot snapshot = SqliteSnapshot.in(directory);

    int written =
        snapshot.read(tx -> {
          keys(tx);
          add("key_1");
          return held.read(SqliteSnapshotTest::keys).size();
        });

    assertThat(written).isEqualTo(1);
  }

  private void add(String id) {
    held.change(tx -> tx.update(INSERT).bind("id", id).execute());
  }

  private static List<String> keys(Tx tx) {
    return tx.query("SELECT id FROM api_keys ORDER BY id").mapTo(String.class).list();
  }
}
