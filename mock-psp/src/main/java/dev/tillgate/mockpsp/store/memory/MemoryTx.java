package dev.tillgate.mockpsp.store.memory;

import dev.tillgate.mockpsp.store.Query;
import dev.tillgate.mockpsp.store.Row;
import dev.tillgate.mockpsp.store.Table;
import dev.tillgate.mockpsp.store.Tx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes the tables at once, and remembers how to take each change back. */
final class MemoryTx implements Tx {
  private final Map<String, MemoryTable> tables = new HashMap<>();
  private final Deque<Runnable> undo = new ArrayDeque<>();

  void keep() {
    undo.clear();
  }

  void undo() {
    undo.forEach(Runnable::run);
    undo.clear();
  }

  @Override
  public void insert(Table table, Row row) {
    MemoryTable rows = rows(table);
    rows.put(placed(row, rows.nextSeq()));
    undo.push(() -> rows.remove(row.id()));
  }

  private static Row placed(Row row, long seq) {
    return new Row(seq, row.id(), row.created(), row.columns(), row.body());
  }

  @Override
  public boolean update(Table table, String id, Map<String, ?> columns, @Nullable String body) {
    MemoryTable rows = rows(table);
    Row before = rows.find(id);
    if (before == null) {
      return false;
    }
    rows.replace(before, changed(before, columns, body));
    undo.push(() -> rows.replace(rows.get(id), before));
    return true;
  }

  private static Row changed(Row row, Map<String, ?> columns, @Nullable String body) {
    Map<String, @Nullable Object> merged = new HashMap<>(row.columns());
    merged.putAll(columns);
    return new Row(row.seq(), row.id(), row.created(), merged, body == null ? row.body() : body);
  }

  @Override
  public boolean delete(Table table, String id) {
    MemoryTable rows = rows(table);
    Row before = rows.find(id);
    if (before == null) {
      return false;
    }
    rows.remove(id);
    undo.push(() -> rows.put(before));
    return true;
  }

  @Override
  public Optional<Row> find(Table table, String id) {
    return Optional.ofNullable(rows(table).find(id));
  }

  @Override
  public List<Row> select(Table table, Query query) {
    return rows(table).select(query);
  }

  @Override
  public void clear(Table table) {
    @Nullable MemoryTable before = tables.remove(table.name());
    if (before != null) {
      undo.push(() -> tables.put(table.name(), before));
    }
  }

  private MemoryTable rows(Table table) {
    return tables.computeIfAbsent(table.name(), name -> new MemoryTable(table));
  }
}
