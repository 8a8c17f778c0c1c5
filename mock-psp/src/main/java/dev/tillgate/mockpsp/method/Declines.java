package dev.tillgate.mockpsp.method;

import dev.tillgate.mockpsp.method.Behaviour.Decline;

/**
 * Why test cards are refused, with the codes and sentences of <a
 * href="https://docs.stripe.com/declines/codes">Stripe's list</a>.
 */
final class Declines {
  private static final String SENTENCE = "Your card was declined.";

  static final Decline GENERIC = declined("generic_decline", SENTENCE);
  static final Decline LOST_CARD = declined("lost_card", SENTENCE);
  static final Decline STOLEN_CARD = declined("stolen_card", SENTENCE);
  static final Decline TOO_OFTEN = declined("card_velocity_exceeded", SENTENCE);
  static final Decline FRAUDULENT = declined("fraudulent", SENTENCE);
  static final Decline AUTHENTICATION_REQUIRED =
      decline(
          "authentication_required",
          "Your card was declined. This transaction requires authentication.");
  static final Decline INSUFFICIENT_FUNDS =
      declined("insufficient_funds", "Your card has insufficient funds.");
  static final Decline EXPIRED_CARD = decline("expired_card", "Your card has expired.");
  static final Decline INCORRECT_CVC =
      decline("incorrect_cvc", "Your card's security code is incorrect.");
  static final Decline PROCESSING_ERROR =
      decline("processing_error", "An error occurred while processing your card.");

  private Declines() {}

  private static Decline declined(String declineCode, String message) {
    return new Decline("card_declined", declineCode, message);
  }

  private static Decline decline(String code, String message) {
    return new Decline(code, code, message);
  }
}
