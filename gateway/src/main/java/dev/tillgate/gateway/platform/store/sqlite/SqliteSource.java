package dev.tillgate.gateway.platform.store.sqlite;

import dev.tillgate.gateway.platform.store.Snapshot;
import dev.tillgate.gateway.platform.store.transfer.Column;
import dev.tillgate.gateway.platform.store.transfer.Rows;
import dev.tillgate.gateway.platform.store.transfer.Source;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.result.ResultSetScanner;

/** A store that moves away from its file: no gateway can start on it until this is closed. */
public final class SqliteSource implements Source, AutoCloseable {
  private static final String COLUMNS =
      """
      SELECT t.name AS "table", c.name, c.type
      FROM sqlite_schema t, pragma_table_xinfo(t.name) c
      WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!'
        AND t.name NOT IN (<without>)
      """;

  private final DataLock lock;
  private final SqliteSnapshot snapshot;

  private SqliteSource(DataLock lock, SqliteSnapshot snapshot) {
    this.lock = lock;
    this.snapshot = snapshot;
  }

  /**
   * The store in that directory.
   *
   * @throws IllegalArgumentException saying why there is none that this program can read
   * @throws dev.tillgate.gateway.platform.store.DataHeldException when a gateway runs on it
   * @throws dev.tillgate.gateway.platform.store.StoreUnavailableException when it cannot be read
   */
  public static SqliteSource hold(Path directory) {
    SqliteFile.requireIn(directory); // Before the lock makes a file of its own there.
    DataLock lock = DataLock.take(directory);
    try {
      return new SqliteSource(lock, SqliteSnapshot.in(directory));
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  @Override
  public Snapshot snapshot() {
    return snapshot;
  }

  @Override
  public Set<Column> columns(Set<String> without) {
    List<Column> found =
        snapshot.read(tx ->
            tx.query(COLUMNS)
                .bindList("without", List.copyOf(without))
                .map((row, context) -> column(row))
                .list());
    return new LinkedHashSet<>(found);
  }

  @Override
  public long count(String table) {
    return snapshot.read(
        tx -> tx.query("SELECT COUNT(*) FROM \"" + table + '"').mapTo(Long.class).one());
  }

  @Override
  public void read(String table, List<Column> columns, Rows rows) {
    String names =
        columns.stream()
            .map(column -> '"' + column.name() + '"')
            .collect(Collectors.joining(", ", "SELECT ", " FROM \"" + table + '"'));
    ResultSetScanner<Long> handOver = (found, context) -> handOver(found.get(), columns, rows);
    snapshot.read(tx -> tx.query(names).scanResultSet(handOver));
  }

  private static long handOver(ResultSet found, List<Column> columns, Rows rows)
      throws SQLException {
    long count = 0;
    while (found.next()) {
      rows.begin();
      for (int i = 0; i < columns.size(); i++) {
        handOver(found, i + 1, columns.get(i).kind(), rows);
      }
      count++;
    }
    return count;
  }

  private static void handOver(ResultSet found, int place, Column.Kind kind, Rows rows)
      throws SQLException {
    if (found.getObject(place) == null) {
      rows.none();
    } else if (kind == Column.Kind.NUMBER) {
      rows.number(found.getLong(place));
    } else {
      rows.bytes(found.getBytes(place)); // A text's too, so that none is altered on its way.
    }
  }

  private static Column column(ResultSet row) throws SQLException {
    String type = row.getString("type");
    Column.Kind kind =
        switch (type) {
          case "INTEGER" -> Column.Kind.NUMBER;
          case "TEXT" -> Column.Kind.TEXT;
          case "BLOB" -> Column.Kind.BYTES;
          default -> throw new IllegalStateException("a column of type " + type + " cannot move");
        };
    return new Column(row.getString("table"), row.getString("name"), kind);
  }

  @Override
  public void close() {
    lock.close();
  }
}
