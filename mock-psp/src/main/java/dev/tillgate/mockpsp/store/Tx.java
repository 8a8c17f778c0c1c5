package dev.tillgate.mockpsp.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one unit of work may do to the rows; of no use once its unit has ended. */
public interface Tx {
  /** Adds a row at the end of its table; its id must be new there. */
  void insert(Table table, Row row);

  /**
   * Sets some columns of a row, and its body unless that is null; false when there is no such row.
   */
  boolean update(Table table, String id, Map<String, ?> columns, @Nullable String body);

  /** Removes a row; false when there was none. */
  boolean delete(Table table, String id);

  /** The row of that id. */
  Optional<Row> find(Table table, String id);

  /** The rows that meet a query, in its order. */
  List<Row> select(Table table, Query query);

  /** Removes every row. */
  void clear(Table table);
}
