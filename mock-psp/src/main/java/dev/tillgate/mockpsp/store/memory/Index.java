package dev.tillgate.mockpsp.store.memory;

import dev.tillgate.mockpsp.store.Filter;
import dev.tillgate.mockpsp.store.Query;
import dev.tillgate.mockpsp.store.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows by the value of one column; a row without a value is not in it. */
final class Index {
  private final String column;
  private final Map<Object, Map<Long, Row>> rows;

  private Index(String column, Map<Object, Map<Long, Row>> rows) {
    this.column = column;
    this.rows = rows;
  }

  static Index of(String column) {
    return new Index(column, new HashMap<>());
  }

  static Index inOrderOf(String column) {
    return new Index(column, new TreeMap<>(Match::compare));
  }

  void add(Row row) {
    @Nullable Object value = row.value(column);
    if (value != null) {
      rows.computeIfAbsent(value, any -> new TreeMap<>()).put(row.seq(), row);
    }
  }

  void remove(Row row) {
    @Nullable Object value = row.value(column);
    @Nullable Map<Long, Row> same = value == null ? null : rows.get(value);
    if (value != null && same != null) {
      same.remove(row.seq());
      if (same.isEmpty()) {
        rows.remove(value);
      }
    }
  }

  void replace(Row before, Row after) {
    if (!Objects.equals(before.value(column), after.value(column))) {
      remove(before);
    }
    add(after);
  }

  Collection<Row> rowsWith(Object value) {
    return rows.getOrDefault(value, Map.of()).values();
  }

  /** In the order of the column; an upper bound on it ends the walk. */
  Stream<Row> inOrder(Query query) {
    if (!(rows instanceof NavigableMap<Object, Map<Long, Row>> ordered)) {
      throw new IllegalStateException("nothing is ordered by " + column);
    }
    NavigableMap<Object, Map<Long, Row>> part = upTo(query.filters(), ordered);
    return (query.newestFirst() ? part.descendingMap() : part)
        .values().stream().flatMap(same -> same.values().stream());
  }

  private NavigableMap<Object, Map<Long, Row>> upTo(
      List<Filter> filters, NavigableMap<Object, Map<Long, Row>> all) {
    NavigableMap<Object, Map<Long, Row>> part = all;
    for (Filter filter : filters) {
      if (filter.column().equals(column) && filter.comparison() == Filter.Comparison.AT_MOST) {
        part = part.headMap(filter.value(), true);
      }
    }
    return part;
  }
}
