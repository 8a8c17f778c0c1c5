package dev.tillgate.gateway.payment.stripe;

import java.util.Optional;

/** The {@code error} of an answer (Stripe API reference, "Errors"). */
record StripeError(StripeObject object) {
  /**
   * What it is, in one word: the code, or the type where there is none. An {@code
   * idempotency_error} is known by its type.
   */
  String code() {
    String type = object.optionalText("type").orElse("unknown_error");
    return type.equals("idempotency_error") ? type : object.optionalText("code").orElse(type);
  }

  /** The code alone, whatever the type. */
  boolean hasCode(String code) {
    return object.optionalText("code").filter(code::equals).isPresent();
  }

  Optional<String> param() {
    return object.optionalText("param");
  }

  String message() {
    return object.optionalText("message").orElse("");
  }

  Optional<StripeObject> intent() {
    return object.child("payment_intent");
  }
}
