package dev.tillgate.mockpsp.intent;

import dev.tillgate.mockpsp.method.Behaviour.Decline;
import dev.tillgate.mockpsp.method.TestMethod;
import dev.tillgate.mockpsp.store.Json;
import tools.jackson.databind.node.ObjectNode;

/** Why a payment failed, as {@code last_payment_error} and the 402's {@code error} say it. */
final class PaymentError {
  private static final String DOCS = "https://stripe.com/docs/error-codes/";
  private static final String NOT_AUTHENTICATED =
      "The provided PaymentMethod has failed authentication. You can provide a new"
          + " PaymentMethod to attempt to fulfill this PaymentIntent again.";

  private PaymentError() {}

  static ObjectNode declined(Decline decline, TestMethod method, String charge) {
    ObjectNode error =
        Json.object()
            .put("charge", charge)
            .put("code", decline.code())
            .put("decline_code", decline.declineCode())
            .put("doc_url", docsOf(decline.code()))
            .put("message", decline.message());
    error.set("payment_method", method.json());
    return error.put("type", "card_error");
  }

  static ObjectNode notAuthenticated(TestMethod method) {
    String code = "payment_intent_authentication_failure";
    ObjectNode error =
        Json.object()
            .put("code", code)
            .put("doc_url", docsOf(code))
            .put("message", NOT_AUTHENTICATED);
    error.set("payment_method", method.json());
    return error.put("type", "invalid_request_error");
  }

  private static String docsOf(String code) {
    return DOCS + code.replace('_', '-');
  }
}
