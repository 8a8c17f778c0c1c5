package dev.tillgate.mockpsp.store;

import java.util.Collection;
import java.util.Set;

/**
 * A condition on the rows of a query.
 *
 * @param column fixed text, never built from what a caller sent
 * @param value a text or a whole number; for {@link Comparison#ONE_OF} and its opposite a set of
 *     texts
 */
public record Filter(String column, Comparison comparison, Object value) {

  /** No row meets it. */
  public static final Filter NOTHING = oneOf("id", Set.of());

  /** How a column is compared with the value. A column without a value meets none of them. */
  public enum Comparison {
    EQUAL,
    LESS,
    AT_MOST,
    MORE,
    AT_LEAST,
    ONE_OF,
    NONE_OF,
    STARTS_WITH
  }

  /** {@code column = value}. */
  public static Filter equal(String column, Object value) {
    return new Filter(column, Comparison.EQUAL, value);
  }

  /** The column has one of the texts. */
  public static Filter oneOf(String column, Collection<String> texts) {
    return new Filter(column, Comparison.ONE_OF, Set.copyOf(texts));
  }

  /** The column has none of the texts. */
  public static Filter noneOf(String column, Collection<String> texts) {
    return new Filter(column, Comparison.NONE_OF, Set.copyOf(texts));
  }

  /** The column's text begins so. */
  public static Filter startsWith(String column, String prefix) {
    return new Filter(column, Comparison.STARTS_WITH, prefix);
  }
}
