package dev.tillgate.gateway.platform;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: ISO 8601, or {@code 300ms}, {@code 5s}, {@code 2m}, {@code 1h},
 * {@code 7d}.
 */
public final class Durations {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private Durations() {}

  /**
   * Reads one duration, not negative.
   *
   * @throws IllegalArgumentException saying what was expected
   */
  public static Duration parse(String text) {
    Matcher matcher = SHORT.matcher(text);
    if (matcher.matches()) {
      return UNITS.get(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1)));
    }
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeParseException notIso) {
      // Falls through to the one message both forms share.
    }
    throw new IllegalArgumentException(
        "not a duration: '"
            + text
            + "'; expected ISO 8601 such as PT30S, or 300ms, 5s, 2m, 1h, 7d");
  }
}
