package dev.tillgate.gateway.platform.http;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Times as clients write them: RFC 3339. */
final class Times {
  /** What a problem says was expected. */
  static final String EXPECTED = "must be a time such as 2026-01-31T12:00:00Z";

  private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

  private Times() {}

  /** The time the text names; empty when it names none that milliseconds since 1970 can hold. */
  static Optional<Instant> parse(String text) {
    try {
      Instant time = Instant.parse(text);
      long unused = time.toEpochMilli();
      return Optional.of(time);
    } catch (DateTimeParseException | ArithmeticException notWithinReach) {
      return Optional.empty();
    }
  }

  /** Whether the year is 1970 to 9999. */
  static boolean isOurs(Instant time) {
    return !time.isBefore(Instant.EPOCH) && time.isBefore(YEAR_10000);
  }
}
