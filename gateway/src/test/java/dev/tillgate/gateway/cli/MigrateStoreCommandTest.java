package dev.tillgate.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.api.SampleStore;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.TestPostgres;
import dev.tillgate.gateway.platform.store.TestStore;
import dev.tillgate.gateway.platform.store.sqlite.SqliteDatabase;
import dev.tillgate.gateway.verify.StoreCopy;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code migrate-store} from its arguments to what it says and its exit status. */
@Timeout(120)
class MigrateStoreCommandTest {
  /** What the sample has no rows of. */
  private static final String[] REST = {
    "INSERT INTO replays SELECT 'rpl_1', id, 'any', '*', NULL, NULL, 5, 'done', NULL, '', '', 0, 0,"
        + " 0, 0, 0 FROM webhook_endpoints LIMIT 1",
    "INSERT INTO disputes SELECT 'stripe', 'dp_1', id, order_id, 'closed', 1, 0, 0"
        + " FROM payments LIMIT 1",
    "INSERT INTO event_cursors VALUES ('stripe', NULL, 1) ON CONFLICT DO NOTHING",
    "INSERT INTO review_items VALUES"
        + " ('rev_1', 'unknown_intent', 'stripe', 'pi_1', 'nobody knows', 0, NULL, 0, 1)",
    "INSERT INTO removed_sequences VALUES ('ord_gone', 3)",
    "INSERT INTO webhook_keys VALUES ('whk_1', 'ed25519', x'00', 1, 0)",
    "UPDATE retention SET events_after = 1, newest_removed = 'evt_gone'",
  };

  private static final Set<String> NOT_MOVED =
      Set.of("nodes", "revisions", "event_base", "commit_marks", "flyway_schema_history");

  @TempDir static Path store;
  @TempDir Path directory;

  @BeforeAll
  static void fill() throws IOException, InterruptedException {
    SampleStore.fill(store);
  }

  @Test
  void everyTableIsMovedAndBothSidesAreVerified() throws SQLException {
    copy().change(REST);
    String database = TestPostgres.freshDatabase();

    CommandLineTest.Outcome outcome = move(database);

    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out().lines()).first().asString().matches("table +rows");
    assertThat(outcome.out().replaceAll(" +", " "))
        .contains("\norders 6\n", "SQLite: 28 invariants, 0 violations\n")
        .contains("PostgreSQL: 28 invariants, 0 violations\n")
        .contains("--master-key-file " + directory.resolve("master.key"));
    Map<String, List<String>> old = content("jdbc:sqlite:" + directory.resolve("tillgate.db"));
    assertThat(old.values()).as("rows in every table").noneMatch(List::isEmpty);
    assertThat(content(database)).isEqualTo(old);
  }

  @Test
  void theEnvironmentCanKeepThePasswordOutOfTheProcessList() {
    copy();
    Map<String, String> environment =
        Map.of("TILLGATE_FROM", directory.toString(), "TILLGATE_TO", TestPostgres.freshDatabase());

    CommandLineTest.Outcome outcome = CommandLineTest.run(environment, "migrate-store");

    assertThat(outcome.status()).isZero();
    assertThat(outcome.out()).doesNotContain("jdbc:");
  }

  @Test
  void aStoreThatIsNotInOrderIsNotMoved() throws SQLException {
    copy().change("UPDATE products SET reserved = 7 WHERE sku = (SELECT MIN(sku) FROM products)");
    String database = TestPostgres.freshDatabase();

    CommandLineTest.Outcome outcome = move(database);

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("WRONG", "stock.reserved")
        .endsWith("is not in order, so nothing was moved\n");
    Map<String, List<String>> there = content(database);
    there.remove("retention");
    assertThat(there.values()).isNotEmpty().allMatch(List::isEmpty);
  }

  @Test
  void aCopyThatIsNotInOrderIsStatus1() throws SQLException {
    copy();
    String database = TestPostgres.freshDatabase();
    prepare(
        database,
        "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS"
            + " 'BEGIN NEW.reserved = 7; RETURN NEW; END'",
        "CREATE TRIGGER spoil BEFORE INSERT ON products FOR EACH ROW EXECUTE FUNCTION spoil()");

    CommandLineTest.Outcome outcome = move(database);

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("WRONG", "stock.reserved", "28 invariants, 0 violations")
        .endsWith("do not use it; the old store is as it was\n");
  }

  @Test
  void aStoreThatAGatewayRunsOnIsStatus3() {
    copy();
    try (Database held = SqliteDatabase.open(directory, TestStore.OPTIONS)) {
      CommandLineTest.Outcome outcome = move("jdbc:postgresql://127.0.0.1:9/none");

      assertThat(outcome.status()).isEqualTo(GatewayCommand.DATA_HELD);
      assertThat(outcome.err()).contains(directory.toString()).hasLineCount(1);
    }
  }

  @Test
  void theOtherWayRoundIsBadUsage() {
    CommandLineTest.Outcome outcome =
        CommandLineTest.run(
            Map.of(),
            "migrate-store",
            "--from=jdbc:postgresql://127.0.0.1:9/none",
            "--to=" + directory);

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("moved from SQLite only").hasLineCount(1);
  }

  @Test
  void aCarelessServerIsUsedOnlyWhenThatIsSaid() {
    copy();
    String database = TestPostgres.freshDatabase();
    String careless =
        database + (database.contains("?") ? "&" : "?") + "options=-c%20synchronous_commit%3Doff";

    assertThat(move(careless).err()).contains("--unsafe");
    assertThat(move(careless, "--unsafe").status()).isZero();
  }

  private StoreCopy copy() {
    return StoreCopy.of(store, directory);
  }

  private CommandLineTest.Outcome move(String database, String... more) {
    return CommandLineTest.run(
        Map.of(),
        Stream.concat(
                Stream.of("migrate-store", "--from", directory.toString(), "--to", database),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static void prepare(String database, String... statements) throws SQLException {
    CommandLineTest.run(Map.of(), "keys", "list", "--database-url", database);
    try (Connection connection = DriverManager.getConnection(database);
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The rows of every table that is moved, each as text, in an order of their own. */
  private static Map<String, List<String>> content(String url) throws SQLException {
    String tables =
        url.contains("sqlite")
            ? "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            : "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
                + " AND relkind IN ('r', 'p') AND NOT relispartition";
    Map<String, List<String>> content = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(url)) {
      for (Map<String, String> table : rows(connection, tables)) {
        String name = table.values().iterator().next();
        content.put(
            name,
            rows(connection, "SELECT * FROM " + name).stream()
                .map(Map::toString)
                .sorted()
                .toList());
      }
    }
    content.keySet().removeAll(NOT_MOVED);
    return content;
  }

  private static List<Map<String, String>> rows(Connection connection, String query)
      throws SQLException {
    List<Map<String, String>> found = new ArrayList<>();
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(row(rows));
      }
    }
    return found;
  }

  private static Map<String, String> row(ResultSet rows) throws SQLException {
    Map<String, String> row = new TreeMap<>();
    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
      Object value = rows.getObject(i);
      row.put(
          rows.getMetaData().getColumnName(i),
          value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value));
    }
    return row;
  }
}
