package dev.tillgate.mockpsp.store;

import java.util.Map;

/**
 * A condition on a list.
 *
 * @param sql a fixed text with named parameters, never built from what a caller sent
 * @param values the parameters of that text
 */
public record Filter(String sql, Map<String, ?> values) {
  public Filter {
    values = Map.copyOf(values);
  }

  /** {@code column = value}. */
  public static Filter equal(String column, String value) {
    return new Filter(column + " = :" + column, Map.of(column, value));
  }
}
