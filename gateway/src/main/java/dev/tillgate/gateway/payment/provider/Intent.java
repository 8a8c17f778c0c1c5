package dev.tillgate.gateway.payment.provider;

import java.util.Map;
import java.util.Optional;

/**
 * A payment intent as the provider showed it at one moment, in an answer or a callback.
 *
 * @param id the provider's id, {@code pi_…}
 */
public record Intent(
    String id,
    IntentStatus status,
    Amount amount,
    Situation situation,
    Map<String, String> metadata) {

  public Intent {
    metadata = Map.copyOf(metadata);
  }

  /**
   * The money of an intent.
   *
   * @param requestedMinor what was asked for, in minor units
   * @param receivedMinor what has been captured, in minor units
   * @param currency lower-case ISO 4217
   */
  public record Amount(long requestedMinor, long receivedMinor, String currency) {}

  /**
   * What goes with the status.
   *
   * @param livemode false for test money
   * @param decline why the last try failed; empty when it did not
   * @param redirectUrl the page the shopper must visit while {@link IntentStatus#REQUIRES_ACTION}
   */
  public record Situation(
      boolean livemode, Optional<Decline> decline, Optional<String> redirectUrl) {}

  /**
   * Why a try failed.
   *
   * @param code the provider's error code, such as {@code card_declined}
   * @param declineCode the issuer's reason, such as {@code insufficient_funds}; the code when it
   *     gave none
   */
  public record Decline(String code, String declineCode) {}
}
