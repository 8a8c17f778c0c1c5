package dev.tillgate.gateway.platform.store.postgres;

import dev.tillgate.gateway.platform.store.transfer.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** What the server's catalogues say of the tables; a partitioned one is one table. */
final class Catalog {
  private static final String COLUMNS =
      """
      SELECT t.relname, a.attname, a.attidentity <> '' AS counted,
        format_type(a.atttypid, a.atttypmod) AS type
      FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid
      WHERE t.relnamespace = CAST(current_schema() AS regnamespace) AND t.relkind IN ('r', 'p')
        AND NOT t.relispartition AND a.attnum > 0 AND NOT a.attisdropped
        AND t.relname NOT IN (<without>)
      ORDER BY t.relname, a.attnum
      """;

  /** A partition's references are those of the whole. */
  private static final String REFERENCES =
      """
      SELECT t.relname, other.relname AS needs
      FROM pg_constraint c
      JOIN pg_class t ON t.oid = COALESCE(pg_partition_root(c.conrelid), c.conrelid)
      JOIN pg_class other ON other.oid = COALESCE(pg_partition_root(c.confrelid), c.confrelid)
      WHERE c.contype = 'f' AND t.oid <> other.oid
        AND c.connamespace = CAST(current_schema() AS regnamespace)
      """;

  private final Handle handle;

  Catalog(Handle handle) {
    this.handle = handle;
  }

  /** The columns of all tables but those. */
  Set<Column> columns(Set<String> without) {
    return new LinkedHashSet<>(
        handle
            .createQuery(COLUMNS)
            .bindList("without", List.copyOf(without))
            .map((row, context) -> column(row))
            .list());
  }

  /** Those of them the server numbers by itself. */
  Set<Column> counted(Set<String> without) {
    return new LinkedHashSet<>(
        handle
            .createQuery("SELECT * FROM (" + COLUMNS + ") c WHERE counted")
            .bindList("without", List.copyOf(without))
            .map((row, context) -> column(row))
            .list());
  }

  /** The tables, each behind those its rows refer to. */
  List<String> inOrder(Set<String> tables) {
    Map<String, Set<String>> needs = new HashMap<>();
    handle
        .createQuery(REFERENCES)
        .map((row, context) -> Map.entry(row.getString("relname"), row.getString("needs")))
        .forEach(pair ->
            needs.computeIfAbsent(pair.getKey(), unused -> new TreeSet<>()).add(pair.getValue()));
    return inOrder(tables, needs);
  }

  static List<String> inOrder(Set<String> tables, Map<String, Set<String>> needs) {
    List<String> ordered = new ArrayList<>();
    Set<String> left = new TreeSet<>(tables);
    while (!left.isEmpty()) {
      List<String> free =
          left.stream()
              .filter(table -> Collections.disjoint(needs.getOrDefault(table, Set.of()), left))
              .toList();
      if (free.isEmpty()) {
        throw new IllegalStateException("the tables refer to each other in a circle: " + left);
      }
      ordered.addAll(free);
      left.removeAll(free);
    }
    return ordered;
  }

  private static Column column(ResultSet row) throws SQLException {
    String type = row.getString("type");
    Column.Kind kind =
        switch (type) {
          case "bigint" -> Column.Kind.NUMBER;
          case "text" -> Column.Kind.TEXT;
          case "bytea" -> Column.Kind.BYTES;
          default -> throw new IllegalStateException("a column of type " + type + " cannot move");
        };
    return new Column(row.getString("relname"), row.getString("attname"), kind);
  }
}
