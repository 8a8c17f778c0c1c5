package dev.tillgate.gateway.payment;

import java.time.Duration;
import java.time.InstantSource;

/** Whether a payment's idempotency keys may still be used, and whether using them again helps. */
final class Keys {
  // Stripe keeps a key for 24 hours at least; an hour of margin, for a re-post after that would
  // charge twice.
  private static final Duration LIFETIME = Duration.ofHours(23);

  // A provider that keeps an answer under the key repeats it for ever: ask about it another way.
  private static final int RESENDS_BLIND = 2;

  private final InstantSource clock;

  Keys(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Whether a create is looked for at the provider before it is repeated: repeating it has not
   * helped, or is no longer safe.
   */
  boolean mustBeLookedFor(Payment payment) {
    boolean unclear = payment.state() == PaymentState.UNKNOWN;
    return (unclear && isRepeated(payment)) || !areFresh(payment);
  }

  /** Whether it has been tried often enough without an answer to ask another way. */
  boolean isRepeated(Payment payment) {
    return payment.schedule().tries() > RESENDS_BLIND;
  }

  /** Whether the payment's keys may still be used: the provider surely remembers them. */
  boolean areFresh(Payment payment) {
    return payment
        .schedule()
        .submittedAt()
        .map(first -> clock.instant().isBefore(first.plus(LIFETIME)))
        .orElse(true);
  }
}
