package dev.tillgate.gateway.payment.stripe;

import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Reads PaymentIntents, the same in answers and in callbacks (Stripe API reference, "The
 * PaymentIntent object").
 */
final class StripeIntents {
  private static final Pattern ID = Pattern.compile("pi_[A-Za-z0-9_]{1,250}");

  private StripeIntents() {}

  /** Whether this is an intent's id; nothing else is ever put into a path. */
  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /**
   * Reads one intent.
   *
   * @throws IllegalArgumentException when it is none, or when its status is a word we do not know:
   *     guessing what that means for the money would be worse
   */
  static Intent parse(JsonNode node) {
    return parse(new StripeObject(node));
  }

  static Intent parse(StripeObject object) {
    return new Intent(
        id(object), status(object), amount(object), situation(object), metadata(object));
  }

  /** Why a try failed, from a {@code last_payment_error} or the error of an answer. */
  static Intent.Decline decline(StripeObject error) {
    String code =
        error.optionalText("code").or(() -> error.optionalText("type")).orElse("unknown_error");
    return new Intent.Decline(code, error.optionalText("decline_code").orElse(code));
  }

  private static String id(StripeObject object) {
    String id = object.text("id");
    if (!isId(id)) {
      throw new IllegalArgumentException("'id' is not a payment intent's");
    }
    return id;
  }

  private static IntentStatus status(StripeObject object) {
    String word = object.text("status");
    return IntentStatus.of(word)
        .orElseThrow(() -> new IllegalArgumentException("unknown status '" + word + "'"));
  }

  private static Intent.Amount amount(StripeObject object) {
    return new Intent.Amount(
        object.integer("amount"), object.integer("amount_received"), object.text("currency"));
  }

  private static Intent.Situation situation(StripeObject object) {
    return new Intent.Situation(
        object.flag("livemode"),
        object.child("last_payment_error").map(StripeIntents::decline),
        redirectUrl(object));
  }

  private static Optional<String> redirectUrl(StripeObject object) {
    return object
        .child("next_action")
        .flatMap(action -> action.child("redirect_to_url"))
        .flatMap(redirect -> redirect.optionalText("url"));
  }

  // Stripe's are all texts; anything else is nobody's reference to an order.
  private static Map<String, String> metadata(StripeObject object) {
    Map<String, String> metadata = new HashMap<>();
    object.child("metadata").ifPresent(texts -> texts.copyTexts(metadata));
    return metadata;
  }
}
