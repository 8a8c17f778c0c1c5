package dev.tillgate.gateway.platform.store.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.store.DataHeldException;
import dev.tillgate.gateway.platform.store.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be moved stays where it is, whole, and the target stays empty. */
@Timeout(60)
class MoveRefusedTest {
  private static final String KEYS = "SELECT COUNT(*) FROM api_keys";
  private static final String NODE =
      "INSERT INTO nodes (id, works, lease_ms, joined_at_ms, seen_at_ms)"
          + " VALUES ('node_1', 1, 60000, 0, %s)";

  @TempDir private Path directory;
  private TwoStores stores;

  @BeforeEach
  void fill() {
    stores = TwoStores.in(directory);
    stores.here(
        "INSERT INTO api_keys VALUES ('key_1', 'Jörg’s 🔑', 'a1', 'read', 9000000000000, NULL)");
  }

  @Test
  void aStoreThatAGatewayRunsOnIsNotMoved() {
    try (Database held = stores.open()) {
      assertThatThrownBy(stores::between).isInstanceOf(DataHeldException.class);
    }
  }

  @Test
  void aTargetThatCannotBeUsedLeavesTheOldStoreFree() {
    StorePlace nobody = StorePlace.at("jdbc:postgresql://127.0.0.1:9/none", false);

    assertThatThrownBy(() -> Move.between(stores.old(), nobody))
        .hasMessageContaining("127.0.0.1:9/none");

    stores.open().close();
  }

  @Test
  void aDirectoryWithoutAStoreIsLeftAsItIs(@TempDir Path empty) {
    assertThatThrownBy(() -> Move.between(StorePlace.in(empty), stores.target(false)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no store in " + empty);
    assertThat(empty).isEmptyDirectory();
  }

  @Test
  void anOlderStoreIsToBeBroughtUpToDateFirst() {
    stores.here(
        "CREATE TABLE kept AS SELECT * FROM flyway_schema_history ORDER BY installed_rank DESC"
            + " LIMIT 1",
        "DELETE FROM flyway_schema_history WHERE installed_rank = (SELECT installed_rank FROM kept)");

    assertThatThrownBy(stores::between)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is of an older gateway");
    stores.here("INSERT INTO flyway_schema_history SELECT * FROM kept");
    stores.open().close();
  }

  @ParameterizedTest
  @CsvSource({"true, --to is", "false, --from is"})
  void onlyThatDirectionIsKnown(boolean toSqlite, String says) {
    StorePlace from = toSqlite ? stores.old() : stores.target(false);

    assertThatThrownBy(() -> Move.between(from, stores.old()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(says);
  }

  @Test
  void anotherServersUrlIsRefused() {
    StorePlace other = StorePlace.at("jdbc:mysql://127.0.0.1/shop?password=hush", false);

    assertThatThrownBy(() -> Move.between(stores.old(), other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--to is jdbc:postgresql:")
        .hasMessageNotContaining("hush");
  }

  @Test
  void aServerThatMayLoseWhatItAnsweredIsRefusedUnlessUnsafe() {
    String name = stores.there("SELECT current_database()").getFirst();
    stores.change("ALTER DATABASE " + name + " SET synchronous_commit = off");

    assertThatThrownBy(stores::between).hasMessageContaining("--unsafe");

    Move.between(stores.old(), stores.target(true)).close();
  }

  @Test
  void aDatabaseOfANewerGatewayIsRefused() {
    stores.change(
        "INSERT INTO flyway_schema_history SELECT 1000, '999', 'later', type, 'V999__later.sql',"
            + " 1, installed_by, installed_on, 0, TRUE FROM flyway_schema_history"
            + " WHERE version = '1'");

    assertThatThrownBy(stores::between)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was made by a newer gateway");
  }

  @Test
  void aDatabaseThatHasRowsIsRefusedAndNamesTheTable() {
    stores.change("INSERT INTO products VALUES ('tea', 'Tea', 1, 'usd', 1, 0, 0, 0)");

    assertThatThrownBy(stores::move)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has rows already, in products;");
    assertThat(stores.there(KEYS)).containsExactly("0");
  }

  @Test
  void aDatabaseThatGatewaysWorkOnIsRefused() {
    stores.change(NODE.formatted("(SELECT now_ms FROM store_clock)"));

    assertThatThrownBy(stores::move)
        .isInstanceOf(DataHeldException.class)
        .hasMessageContaining("(node_1)");
    assertThat(stores.there(KEYS)).containsExactly("0");
  }

  @Test
  void aGatewayThatWasKilledThereLongAgoIsNoHindrance() {
    stores.change(NODE.formatted("(SELECT now_ms - 60001 FROM store_clock)"));

    stores.move();

    assertThat(stores.there(KEYS)).containsExactly("1");
  }

  @Test
  void aDatabaseThatSomebodyWritesToIsRefusedAfterAWhile() throws SQLException {
    try (Connection other = stores.connect();
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute(NODE.formatted("0"));

      assertThatThrownBy(stores::move)
          .isInstanceOf(DataHeldException.class)
          .hasMessageContaining("another program works on");
    }
  }

  @ParameterizedTest
  @CsvSource({"api_keys, nickname, text", "retention, more, integer"})
  void aColumnOfTheOldStoreOnlyIsNamed(String table, String column, String type) {
    stores.here("ALTER TABLE " + table + " ADD COLUMN " + column + " " + type);

    assertThatThrownBy(stores::move)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("only in SQLite: [" + table + "." + column);
    assertThat(stores.there(KEYS)).containsExactly("0");
  }

  @Test
  void aColumnOrTableOfTheDatabaseOnlyIsNamed() {
    stores.change(
        "ALTER TABLE api_keys ADD COLUMN nickname text", "CREATE TABLE notes (id bigint)");

    assertThatThrownBy(stores::move)
        .hasMessageContaining("only in PostgreSQL: [api_keys.nickname (text), notes.id (number)]");
  }

  @Test
  void aColumnThatHoldsSomethingElseThereIsNamed() {
    stores.change("ALTER TABLE api_keys ALTER COLUMN hash TYPE bytea USING hash::bytea");

    assertThatThrownBy(stores::move)
        .hasMessageContaining(
            "only in SQLite: [api_keys.hash (text)], only in PostgreSQL: [api_keys.hash (bytes)]");
  }

  @Test
  void aRowTheServerDoesNotTakeIsNamedAndNothingIsMoved() {
    stores.here("INSERT INTO products VALUES ('tea', 'T' || char(0), 1, 'usd', 1, 0, 0, 0)");

    assertThatThrownBy(stores::move)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not take the rows of products, so nothing was moved")
        .hasMessageContaining("column name");
    assertThat(stores.there(KEYS)).containsExactly("0");

    stores.here("DELETE FROM products");
    stores.move();
    assertThat(stores.there(KEYS)).containsExactly("1");
  }

  @Test
  void aCopyThatLacksARowDoesNotStand() {
    stores.change(
        "CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "CREATE TRIGGER lose BEFORE INSERT ON api_keys FOR EACH ROW EXECUTE FUNCTION lose()");
    stores.here("INSERT INTO products VALUES ('tea', 'Tea', 1, 'usd', 1, 0, 0, 0)");

    assertThatThrownBy(stores::move)
        .hasMessage("api_keys has 1 rows and the copy 0, so nothing was moved");
    assertThat(stores.there("SELECT COUNT(*) FROM products")).containsExactly("0");
  }
}
