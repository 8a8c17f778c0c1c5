package dev.tillgate.mockpsp.live;

import java.time.Duration;

/** How long ago, or how far ahead, in one word. */
final class Age {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Age() {}

  /** {@code 12 s}, {@code 3 min}, {@code 5 h}, {@code 8 d}; rounded down, and never below zero. */
  static String text(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < MINUTE) {
      return seconds + " s";
    }
    if (seconds < HOUR) {
      return seconds / MINUTE + " min";
    }
    return seconds < DAY ? seconds / HOUR + " h" : seconds / DAY + " d";
  }
}
