package dev.tillgate.gateway.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** When to call or ask the provider again. Pure but for the jitter. */
final class PaymentSchedule {
  private static final Duration AFTER_DIRECT_SUCCESS = Duration.ofSeconds(5);
  private static final Duration LOOKING_ENDS = Duration.ofDays(7);
  private static final Duration RESEND_FIRST = Duration.ofSeconds(1);
  private static final Duration RESEND_MAX = Duration.ofMinutes(1);
  private static final int DOUBLINGS_MAX = 6;

  // Some five minutes of trying soon; what is not answered by then may take long.
  private static final int RESENDS_SOON = 10;
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

  /**
   * The next try after one that was not answered: soon at first, then when {@link #nextLook} says.
   * Empty when there have been enough.
   */
  Optional<Instant> again(Payment.Schedule past, Instant now, Optional<Duration> asked) {
    return past.tries() < RESENDS_SOON
        ? Optional.of(resend(past.tries(), now, asked))
        : nextLook(past.submittedAt().orElse(now), now)
            .map(at -> asked.map(now::plus).filter(at::isBefore).orElse(at));
  }

  /**
   * The next look at a payment of that age; empty when there have been enough and a person must
   * look.
   */
  Optional<Instant> nextLook(Instant submittedAt, Instant now) {
    return looks().map(submittedAt::plus).filter(now::isBefore).findFirst();
  }

  /** The ages of a payment at which it is looked at. */
  private Stream<Duration> looks() {
    Stream<Duration> first =
        Stream.of(
            settings.reconcileAfter(),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(6));
    return Stream.concat(
        first, LongStream.rangeClosed(1, LOOKING_ENDS.toDays()).mapToObj(Duration::ofDays));
  }

  /** Whether a payment sent then has been asked about for long enough. */
  boolean isUsedUp(Instant submittedAt, Instant now) {
    return now.isAfter(submittedAt.plus(LOOKING_ENDS));
  }

  private Duration jittered(Duration wait) {
    double factor = 1 - JITTER + 2 * JITTER * chance.nextDouble();
    return Duration.ofMillis((long) (wait.toMillis() * factor));
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
