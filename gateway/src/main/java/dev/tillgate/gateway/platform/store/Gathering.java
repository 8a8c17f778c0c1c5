package dev.tillgate.gateway.platform.store;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * What the units of work of one transaction have in common on an engine where each statement is a
 * way to a server: what one has read once and for all, and the rows they add, which go there
 * together. Used by one thread.
 */
public final class Gathering {
  private final Handle handle;
  private final Map<String, Long> numbers = new HashMap<>();
  // In the order of their first rows: what refers to another statement's row comes after it.
  private final Map<String, PreparedBatch> rows = new LinkedHashMap<>();

  public Gathering(Handle handle) {
    this.handle = handle;
  }

  Map<String, Long> numbers() {
    return numbers;
  }

  void add(String insert, Consumer<PreparedBatch> binder) {
    binder.accept(rows.computeIfAbsent(insert, handle::prepareBatch));
  }

  /** Writes the rows that are gathered, those of each statement by one. */
  public void write() {
    rows.values().stream().filter(batch -> batch.size() > 0).forEach(PreparedBatch::execute);
  }
}
