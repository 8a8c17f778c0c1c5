package dev.tillgate.mockpsp.store;

import java.util.Set;

/**
 * A table: rows with an {@code id}, in the order of their birth.
 *
 * @param name fixed text, never built from what a caller sent
 * @param indexed the columns that rows are looked up or ordered by
 */
public record Table(String name, Set<String> indexed) {
  public Table {
    indexed = Set.copyOf(indexed);
  }

  /** A table of that name, looked up by these columns besides its id. */
  public static Table of(String name, String... indexed) {
    return new Table(name, Set.of(indexed));
  }
}
