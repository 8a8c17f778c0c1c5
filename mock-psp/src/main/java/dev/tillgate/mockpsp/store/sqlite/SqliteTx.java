package dev.tillgate.mockpsp.store.sqlite;

import static java.util.stream.Collectors.joining;

import dev.tillgate.mockpsp.store.Filter;
import dev.tillgate.mockpsp.store.Json;
import dev.tillgate.mockpsp.store.Query;
import dev.tillgate.mockpsp.store.Row;
import dev.tillgate.mockpsp.store.Table;
import dev.tillgate.mockpsp.store.Tx;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The rows in SQL. Names of tables and columns are fixed texts; values are always bound. */
final class SqliteTx implements Tx {
  private static final Set<String> FIELDS = Set.of("seq", "id", "created", "body");

  private final Handle handle;

  SqliteTx(Handle handle) {
    this.handle = handle;
  }

  @Override
  public void insert(Table table, Row row) {
    Map<String, @Nullable Object> values = new TreeMap<>(row.columns());
    values.put("id", row.id());
    values.put("created", row.created());
    values.put("body", row.body());
    String names = String.join(", ", values.keySet());
    String bound = values.keySet().stream().map(name -> ":" + name).collect(joining(", "));
    handle
        .createUpdate("INSERT INTO %s (%s) VALUES (%s)".formatted(table.name(), names, bound))
        .bindMap(values)
        .execute();
  }

  @Override
  public boolean update(Table table, String id, Map<String, ?> columns, @Nullable String body) {
    Map<String, @Nullable Object> values = new TreeMap<>(columns);
    if (body != null) {
      values.put("body", body);
    }
    String changes =
        values.keySet().stream().map(name -> name + " = :" + name).collect(joining(", "));
    return handle
            .createUpdate("UPDATE %s SET %s WHERE id = :id".formatted(table.name(), changes))
            .bindMap(values)
            .bind("id", id)
            .execute()
        == 1;
  }

  @Override
  public boolean delete(Table table, String id) {
    return handle
            .createUpdate("DELETE FROM %s WHERE id = :id".formatted(table.name()))
            .bind("id", id)
            .execute()
        == 1;
  }

  @Override
  public Optional<Row> find(Table table, String id) {
    return handle
        .createQuery("SELECT * FROM %s WHERE id = :id".formatted(table.name()))
        .bind("id", id)
        .map(SqliteTx::row)
        .findOne();
  }

  @Override
  public List<Row> select(Table table, Query query) {
    var statement = handle.createQuery(textOf(table, query)).bind("rows", query.limit());
    for (int i = 0; i < query.filters().size(); i++) {
      statement.bind("p" + i, bound(query.filters().get(i).value()));
    }
    return statement.map(SqliteTx::row).list();
  }

  private static String textOf(Table table, Query query) {
    List<Filter> filters = query.filters();
    String where =
        IntStream.range(0, filters.size())
            .mapToObj(i -> " AND " + condition(filters.get(i), ":p" + i))
            .collect(joining());
    String direction = query.newestFirst() ? "DESC" : "ASC";
    return "SELECT * FROM %s WHERE %s IS NOT NULL%s ORDER BY %s %s, seq LIMIT :rows"
        .formatted(table.name(), query.orderedBy(), where, query.orderedBy(), direction);
  }

  private static String condition(Filter filter, String value) {
    String column = filter.column();
    return switch (filter.comparison()) {
      case EQUAL -> column + " = " + value;
      case LESS -> column + " < " + value;
      case AT_MOST -> column + " <= " + value;
      case MORE -> column + " > " + value;
      case AT_LEAST -> column + " >= " + value;
      case ONE_OF -> column + " IN (SELECT value FROM json_each(" + value + "))";
      case NONE_OF -> column + " NOT IN (SELECT value FROM json_each(" + value + "))";
      case STARTS_WITH -> "substr(%s, 1, length(%s)) = %s".formatted(column, value, value);
    };
  }

  private static Object bound(Object value) {
    if (value instanceof Collection<?> texts) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      texts.forEach(text -> array.add(text.toString()));
      return Json.write(array);
    }
    return value;
  }

  private static Row row(ResultSet row, StatementContext context) throws SQLException {
    ResultSetMetaData names = row.getMetaData();
    Map<String, @Nullable Object> columns = new HashMap<>();
    for (int i = 1; i <= names.getColumnCount(); i++) {
      String name = names.getColumnName(i);
      if (!FIELDS.contains(name)) {
        columns.put(name, row.getObject(i));
      }
    }
    return new Row(
        row.getLong("seq"),
        row.getString("id"),
        row.getLong("created"),
        columns,
        row.getString("body"));
  }

  @Override
  public void clear(Table table) {
    handle.execute("DELETE FROM " + table.name());
  }
}
