package dev.tillgate.mockpsp.store;

import java.util.List;

/**
 * Which rows, and in which order.
 *
 * @param filters all of them hold
 * @param orderedBy an ordered column, or {@code seq}; rows without a value there are left out
 * @param newestFirst whether the order is turned round
 * @param limit at most so many
 */
public record Query(List<Filter> filters, String orderedBy, boolean newestFirst, int limit) {
  public Query {
    filters = List.copyOf(filters);
  }

  /** Every row that meets the conditions, oldest first. */
  public static Query all(List<Filter> filters) {
    return new Query(filters, "seq", false, Integer.MAX_VALUE);
  }

  /** Every row that meets the condition, oldest first. */
  public static Query all(Filter filter) {
    return all(List.of(filter));
  }
}
