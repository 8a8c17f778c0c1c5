package dev.tillgate.mockpsp.store.memory;

import dev.tillgate.mockpsp.store.Filter;
import dev.tillgate.mockpsp.store.Query;
import dev.tillgate.mockpsp.store.Row;
import dev.tillgate.mockpsp.store.Table;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows by place and by id, and an index for each column they are looked up by. */
final class MemoryTable {
  private static final Comparator<Row> OLDEST_FIRST = Comparator.comparingLong(Row::seq);

  private final NavigableMap<Long, Row> rows = new TreeMap<>();
  private final Map<String, Row> byId = new HashMap<>();
  private final Map<String, Index> indexes = new HashMap<>();
  private final AtomicLong lastSeq = new AtomicLong();

  MemoryTable(Table table) {
    table.indexed().forEach(column -> indexes.put(column, Index.of(column)));
    table.ordered().forEach(column -> indexes.put(column, Index.inOrderOf(column)));
  }

  long nextSeq() {
    return lastSeq.incrementAndGet();
  }

  void put(Row row) {
    if (byId.putIfAbsent(row.id(), row) != null) {
      throw new IllegalStateException("there is such a row already: " + row.id());
    }
    rows.put(row.seq(), row);
    indexes.values().forEach(index -> index.add(row));
  }

  void remove(String id) {
    Row row = get(id);
    byId.remove(id);
    rows.remove(row.seq());
    indexes.values().forEach(index -> index.remove(row));
  }

  void replace(Row before, Row after) {
    byId.put(after.id(), after);
    rows.put(after.seq(), after);
    indexes.values().forEach(index -> index.replace(before, after));
  }

  @Nullable Row find(String id) {
    return byId.get(id);
  }

  Row get(String id) {
    return Objects.requireNonNull(find(id), id);
  }

  List<Row> select(Query query) {
    return inOrder(query)
        .filter(row -> query.filters().stream().allMatch(filter -> Match.meets(row, filter)))
        .limit(query.limit())
        .toList();
  }

  private Stream<Row> inOrder(Query query) {
    if (!query.orderedBy().equals("seq")) {
      return index(query.orderedBy()).inOrder(query);
    }
    return query.filters().stream()
        .filter(filter -> filter.comparison() == Filter.Comparison.EQUAL)
        .filter(filter -> indexes.containsKey(filter.column()))
        .findFirst()
        .map(filter -> sorted(index(filter.column()).rowsWith(filter.value()), query))
        .orElseGet(() -> byPlace(query));
  }

  private static Stream<Row> sorted(Collection<Row> found, Query query) {
    return found.stream().sorted(query.newestFirst() ? OLDEST_FIRST.reversed() : OLDEST_FIRST);
  }

  /** A page far down a long table must not walk all that lies above it. */
  private Stream<Row> byPlace(Query query) {
    NavigableMap<Long, Row> part = rows;
    for (Filter filter : query.filters()) {
      if (filter.column().equals("seq") && filter.value() instanceof Long seq) {
        part =
            switch (filter.comparison()) {
              case LESS -> part.headMap(seq, false);
              case MORE -> part.tailMap(seq, false);
              default -> part;
            };
      }
    }
    return (query.newestFirst() ? part.descendingMap() : part).values().stream();
  }

  private Index index(String column) {
    return Objects.requireNonNull(indexes.get(column), column);
  }
}
