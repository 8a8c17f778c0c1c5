package dev.tillgate.gateway.payment.provider;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A refund as the provider showed it at one moment, in an answer or a callback.
 *
 * @param id the provider's id, {@code re_…}
 * @param providerPaymentId the intent whose money goes back
 * @param amountMinor in minor units of the currency, positive
 * @param currency lower-case ISO 4217
 * @param metadata what was sent with it; empty when it was made elsewhere
 */
public record ProviderRefund(
    String id,
    String providerPaymentId,
    long amountMinor,
    String currency,
    Outcome outcome,
    Map<String, String> metadata) {

  public ProviderRefund {
    if (amountMinor <= 0) {
      throw new IllegalArgumentException("a refund's amount is positive, not " + amountMinor);
    }
    metadata = Map.copyOf(metadata);
  }

  /**
   * How it stands.
   *
   * @param failureReason why it failed, in the provider's word, if it did
   */
  public record Outcome(Status status, Optional<String> failureReason) {}

  /** A Stripe Refund's {@code status} (Stripe API reference, "The Refund object"). */
  public enum Status {
    PENDING,
    REQUIRES_ACTION,
    SUCCEEDED,
    FAILED,
    CANCELED;

    /** The status of this word; empty for one we do not know. */
    public static Optional<Status> of(String word) {
      for (Status status : values()) {
        if (status.name().toLowerCase(Locale.ROOT).equals(word)) {
          return Optional.of(status);
        }
      }
      return Optional.empty();
    }
  }
}
