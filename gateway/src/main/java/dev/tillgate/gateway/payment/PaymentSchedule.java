package dev.tillgate.gateway.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When to call or ask the provider again. Pure but for the jitter. */
final class PaymentSchedule {
  // Stripe keeps a key for 24 hours at least; an hour of margin, for a re-post after that would
  // charge twice.
  private static final Duration KEY_LIFETIME = Duration.ofHours(23);
  private static final Duration AFTER_DIRECT_SUCCESS = Duration.ofSeconds(5);
  private static final Duration LOOKING_ENDS = Duration.ofDays(7);
  private static final Duration RESEND_FIRST = Duration.ofSeconds(1);
  private static final Duration RESEND_MAX = Duration.ofMinutes(1);
  private static final int DOUBLINGS_MAX = 6;
  private static final double JITTER = 0.2;
  private static final Duration CALLS_MARGIN = Duration.ofSeconds(10);

  private final PaymentSettings settings;
  private final RandomGenerator chance;

  PaymentSchedule(PaymentSettings settings, RandomGenerator chance) {
    this.settings = settings;
    this.chance = chance;
  }

  /** When a payment being sent is taken up again if this process never comes back to it. */
  Instant recovery(Instant now) {
    return now.plus(settings.callTimeout().multipliedBy(3)).plus(CALLS_MARGIN);
  }

  /**
   * The next try of a call that was turned away or whose answer was lost; the provider's wish
   * counts.
   */
  Instant resend(int tries, Instant now, Optional<Duration> asked) {
    Duration backoff = RESEND_FIRST.multipliedBy(1L << Math.min(tries, DOUBLINGS_MAX));
    Duration capped = backoff.compareTo(RESEND_MAX) > 0 ? RESEND_MAX : backoff;
    return now.plus(max(jittered(capped), asked.orElse(Duration.ZERO)));
  }

  /** The first look at a payment whose direct answer said it had succeeded. */
  Instant firstLookAfterSuccess(Instant now) {
    return now.plus(AFTER_DIRECT_SUCCESS);
  }

  /** The first look at a payment that is open at the provider. */
  Instant firstLook(Instant now) {
    return now.plus(settings.reconcileAfter());
  }

  /** The next look after so many; empty when there have been enough and a person must look. */
  Optional<Instant> nextLook(int looks, Instant submittedAt, Instant now) {
    if (isUsedUp(submittedAt, now)) {
      return Optional.empty();
    }
    List<Duration> waits =
        List.of(
            settings.reconcileAfter(),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofHours(24));
    return Optional.of(now.plus(waits.get(Math.min(looks, waits.size() - 1))));
  }

  /** Whether a payment sent then has been asked about for long enough. */
  boolean isUsedUp(Instant submittedAt, Instant now) {
    return now.isAfter(submittedAt.plus(LOOKING_ENDS));
  }

  /** Whether the payment's keys may still be used: the provider surely remembers them. */
  boolean keysAreFresh(Payment payment, Instant now) {
    return payment
        .schedule()
        .submittedAt()
        .map(first -> now.isBefore(first.plus(KEY_LIFETIME)))
        .orElse(true);
  }

  private Duration jittered(Duration wait) {
    double factor = 1 - JITTER + 2 * JITTER * chance.nextDouble();
    return Duration.ofMillis((long) (wait.toMillis() * factor));
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
