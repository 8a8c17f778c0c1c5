package dev.tillgate.gateway.platform.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.store.StoreObserver;
import dev.tillgate.gateway.platform.store.StoreOptions;
import dev.tillgate.gateway.platform.store.TestPostgres;
import dev.tillgate.gateway.platform.store.TestStore;
import dev.tillgate.gateway.platform.store.sqlite.SqliteDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The migrations of the two engines say the same. */
class SchemaTest {
  private static final StoreOptions OPTIONS =
      new StoreOptions(20, TestStore.NO_HALT, StoreObserver.NONE);
  private static final Set<String> ONLY_HERE = Set.of("event_base", "revisions", "commit_marks");

  @Test
  void bothEnginesHaveTheSameTablesViewsAndColumns(@TempDir Path directory) throws SQLException {
    String url = TestPostgres.freshDatabase();
    PostgresDatabase.open(url, true, OPTIONS).close();
    SqliteDatabase.open(directory, OPTIONS).close();

    Set<String> here = columns(url);
    here.removeIf(column -> ONLY_HERE.contains(column.replaceFirst("[.].*", "")));
    assertThat(here)
        .isNotEmpty()
        .isEqualTo(columns("jdbc:sqlite:" + directory.resolve("tillgate.db")));
  }

  private static Set<String> columns(String url) throws SQLException {
    Set<String> names = new TreeSet<>();
    try (Connection connection = DriverManager.getConnection(url);
        var rows =
            connection
                .getMetaData()
                .getColumns(null, url.contains("sqlite") ? null : "public", "%", "%")) {
      while (rows.next()) {
        names.add(rows.getString("TABLE_NAME") + '.' + rows.getString("COLUMN_NAME"));
      }
    }
    names.removeIf(name -> name.startsWith("flyway_") || name.startsWith("sqlite_"));
    names.removeIf(name -> name.matches("deliver(ies|y_attempts)_(other|[0-9]{8})[.].*"));
    return names;
  }
}
