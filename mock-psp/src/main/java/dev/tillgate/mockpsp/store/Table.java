package dev.tillgate.mockpsp.store;

import java.util.Set;

/**
 * A table: rows with an {@code id}, in the order of their birth.
 *
 * @param name fixed text, never built from what a caller sent
 * @param indexed the columns that rows are looked up by
 * @param ordered the columns that rows are ordered by
 */
public record Table(String name, Set<String> indexed, Set<String> ordered) {
  public Table {
    indexed = Set.copyOf(indexed);
    ordered = Set.copyOf(ordered);
  }

  /** A table of that name, looked up by these columns besides its id. */
  public static Table of(String name, String... indexed) {
    return new Table(name, Set.of(indexed), Set.of());
  }

  /** The same, and rows are also walked in the order of that column. */
  public Table orderedBy(String column) {
    return new Table(name, indexed, Set.of(column));
  }
}
