package dev.tillgate.gateway.platform.store.transfer;

import dev.tillgate.gateway.platform.store.Snapshot;
import java.util.List;
import java.util.Set;

/** A store that is moved: it is only read, and nobody else changes it meanwhile. */
public interface Source {
  /** A look at it. */
  Snapshot snapshot();

  /** The columns of all tables but those. */
  Set<Column> columns(Set<String> without);

  /** How many rows the table has. */
  long count(String table);

  /** Hands over all rows of the table; only one at a time is in memory. */
  void read(String table, List<Column> columns, Rows rows);
}
