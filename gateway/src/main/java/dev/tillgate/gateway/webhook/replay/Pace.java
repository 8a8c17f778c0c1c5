package dev.tillgate.gateway.webhook.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How much a replay may write: a bucket of at most one second, kept as the time up to which the
 * rate is used up. So neither a pause nor a restart lets through more than a second's worth at
 * once, and nothing has to be counted while nothing happens.
 *
 * @param rate a second, at least 1
 * @param usedUntilUs in microseconds since 1970
 */
record Pace(int rate, long usedUntilUs) {
  private static final long SECOND_US = 1_000_000;

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  /** How many now. */
  int allowed(Instant now) {
    return Math.toIntExact((micros(now) - start(now)) * rate / SECOND_US);
  }

  /** Up to when the rate is used up after so many now, no more than were allowed. */
  long usedAfter(int count, Instant now) {
    return start(now) + Math.ceilDiv(count * SECOND_US, rate);
  }

  /** Whether the clock was set back: nothing would be allowed until it is there again. */
  boolean isAhead(Instant now) {
    return usedUntilUs > micros(now);
  }

  /** How long until one is allowed, when none is now. */
  Duration untilNext(Instant now) {
    return Duration.of(usedAfter(1, now) - micros(now), ChronoUnit.MICROS);
  }

  private long start(Instant now) {
    return Math.clamp(usedUntilUs, micros(now) - SECOND_US, micros(now));
  }
}
