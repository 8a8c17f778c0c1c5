package dev.tillgate.gateway.payment.refund;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** When to call the provider about a refund again. Pure but for the jitter. */
final class RefundSchedule {
  // Stripe keeps a key for 24 hours at least; an hour of margin, for a re-post after that would
  // give the money back twice.
  private static final Duration KEY_LIFETIME = Duration.ofHours(23);
  private static final Duration RESEND_FIRST = Duration.ofSeconds(1);
  private static final Duration RESEND_MAX = Duration.ofMinutes(5);
  private static final int DOUBLINGS_MAX = 9;
  private static final double JITTER = 0.2;
  private static final Duration CALLS_MARGIN = Duration.ofSeconds(10);

  private final RefundSettings settings;
  private final RandomGenerator chance;

  RefundSchedule(RefundSettings settings, RandomGenerator chance) {
    this.settings = settings;
    this.chance = chance;
  }

  /** When a refund being sent is taken up again if this process never comes back to it. */
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
    double factor = 1 - JITTER + 2 * JITTER * chance.nextDouble();
    Duration jittered = Duration.ofMillis((long) (capped.toMillis() * factor));
    return now.plus(asked.filter(wish -> wish.compareTo(jittered) > 0).orElse(jittered));
  }

  /** The next look at a pending refund after so many; a bank may take weeks. */
  Instant nextLook(int looks, Instant now) {
    List<Duration> waits =
        List.of(
            settings.lookAfter(),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofHours(24));
    return now.plus(waits.get(Math.min(looks, waits.size() - 1)));
  }

  /** Whether the refund's key may still be used: the provider surely remembers it. */
  boolean keyIsFresh(Refund refund, Instant now) {
    return refund
        .schedule()
        .submittedAt()
        .map(first -> now.isBefore(first.plus(KEY_LIFETIME)))
        .orElse(true);
  }
}
