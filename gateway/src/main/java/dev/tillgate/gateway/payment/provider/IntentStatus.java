package dev.tillgate.gateway.payment.provider;

import java.util.Locale;
import java.util.Optional;

/** A Stripe PaymentIntent's {@code status} (Stripe API reference, "The PaymentIntent object"). */
public enum IntentStatus {
  REQUIRES_PAYMENT_METHOD,
  REQUIRES_CONFIRMATION,
  REQUIRES_ACTION,
  PROCESSING,
  REQUIRES_CAPTURE,
  CANCELED,
  SUCCEEDED;

  /** The status of this word; empty for one we do not know. */
  public static Optional<IntentStatus> of(String word) {
    for (IntentStatus status : values()) {
      if (status.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }
}
