package dev.tillgate.mockpsp.store.memory;

import dev.tillgate.mockpsp.store.Filter;
import dev.tillgate.mockpsp.store.Query;
import dev.tillgate.mockpsp.store.Row;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows by the value of one column, in its order; a row without a value is not in it. */
final class Index {
  private final String column;
  private final NavigableMap<Object, NavigableMap<Long, Row>> rows = new TreeMap<>(Match::compare);

  Index(String column) {
    this.column = column;
  }

  void add(Row row) {
    @Nullable Object value = row.value(column);
    if (value != null) {
      rows.computeIfAbsent(value, any -> new TreeMap<>()).put(row.seq(), row);
    }
  }

  void remove(Row row) {
    @Nullable Object value = row.value(column);
    @Nullable NavigableMap<Long, Row> same = value == null ? null : rows.get(value);
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
    @Nullable NavigableMap<Long, Row> same = rows.get(value);
    return same == null ? List.of() : same.values();
  }

  /** In the order of the column; an upper bound on it ends the walk. */
  Stream<Row> rows(Query query) {
    NavigableMap<Object, NavigableMap<Long, Row>> part = rows;
    for (Filter filter : query.filters()) {
      if (filter.column().equals(column) && filter.comparison() == Filter.Comparison.AT_MOST) {
        part = part.headMap(filter.value(), true);
      }
    }
    return (query.newestFirst() ? part.descendingMap() : part)
        .values().stream().flatMap(same -> same.values().stream());
  }
}
