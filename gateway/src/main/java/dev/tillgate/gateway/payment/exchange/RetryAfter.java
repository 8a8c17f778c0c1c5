package dev.tillgate.gateway.payment.exchange;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@code Retry-After} header (RFC 9110, section 10.2.3): seconds, or a date. */
final class RetryAfter {
  /** More is taken as this much: one odd answer must not put payments to sleep for days. */
  static final Duration MAX = Duration.ofHours(1);

  private RetryAfter() {}

  /**
   * How long to wait, from zero to {@link #MAX}; empty when there is no header or no sense in it.
   *
   * @param date the same answer's {@code Date}: against it a date means the same wait whatever our
   *     own clock says
   */
  static Optional<Duration> parse(@Nullable String value, @Nullable String date) {
    if (value == null) {
      return Optional.empty();
    }
    if (value.matches("[0-9]+")) {
      // Beyond nine digits it is far above the bound and might not fit a long.
      return Optional.of(value.length() > 9 ? MAX : bounded(Long.parseLong(value)));
    }
    return date == null ? Optional.empty() : between(date, value);
  }

  private static Optional<Duration> between(String from, String to) {
    try {
      return Optional.of(bounded(seconds(to) - seconds(from)));
    } catch (DateTimeException notDates) {
      return Optional.empty();
    }
  }

  private static long seconds(String httpDate) {
    return ZonedDateTime.parse(httpDate, DateTimeFormatter.RFC_1123_DATE_TIME).toEpochSecond();
  }

  private static Duration bounded(long seconds) {
    return Duration.ofSeconds(Math.clamp(seconds, 0, MAX.toSeconds()));
  }
}
