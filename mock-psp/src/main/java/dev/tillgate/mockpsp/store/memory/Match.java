package dev.tillgate.mockpsp.store.memory;

import dev.tillgate.mockpsp.store.Filter;
import dev.tillgate.mockpsp.store.Row;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Whether a row meets a condition. */
final class Match {
  private Match() {}

  static boolean meets(Row row, Filter filter) {
    @Nullable Object value = row.value(filter.column());
    if (value == null) {
      return false;
    }
    return switch (filter.comparison()) {
      case EQUAL -> compare(value, filter.value()) == 0;
      case LESS -> compare(value, filter.value()) < 0;
      case AT_MOST -> compare(value, filter.value()) <= 0;
      case MORE -> compare(value, filter.value()) > 0;
      case AT_LEAST -> compare(value, filter.value()) >= 0;
      case ONE_OF -> ((Collection<?>) filter.value()).contains(value);
      case NONE_OF -> !((Collection<?>) filter.value()).contains(value);
      case STARTS_WITH -> value.toString().startsWith(filter.value().toString());
    };
  }

  /** Whole numbers by size, whatever their width; texts by their characters. */
  static int compare(Object one, Object other) {
    return one instanceof Number number && other instanceof Number second
        ? Long.compare(number.longValue(), second.longValue())
        : one.toString().compareTo(other.toString());
  }
}
