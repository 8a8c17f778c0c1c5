package dev.tillgate.mockpsp.refund;

import dev.tillgate.mockpsp.charge.Charges;
import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.http.Params;
import dev.tillgate.mockpsp.intent.Intents;
import dev.tillgate.mockpsp.method.Aftermath;
import dev.tillgate.mockpsp.store.Tx;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Reads which charge is to be refunded and how much of it, and refuses what cannot be. */
final class Request {
  private static final String ONE_IS_NEEDED =
      "One of the following params should be provided for this request: payment_intent or charge.";
  private static final String NOT_THE_SAME =
      "The charge is not the one of the payment_intent: send one of both.";

  private final Intents intents;
  private final Charges charges;

  Request(Intents intents, Charges charges) {
    this.intents = intents;
    this.charges = charges;
  }

  /** The intent a request is about, if it is about one that is there. */
  Optional<String> intent(Tx tx, Params params) {
    return params
        .given("payment_intent")
        .or(() ->
            params
                .given("charge")
                .flatMap(id -> charges.find(tx, id))
                .map(charge -> charge.path("payment_intent").asString()));
  }

  /** The charge that is meant, with money in it that can go back. */
  ObjectNode charge(Tx tx, Params params) {
    Optional<ObjectNode> intent = params.given("payment_intent").map(id -> intent(tx, id));
    Optional<String> named = params.given("charge");
    ObjectNode charge =
        named
            .or(() -> intent.map(found -> found.path("latest_charge").asString("")))
            .map(id -> charge(tx, id, named.isPresent(), intent))
            .orElseThrow(() -> ApiError.invalid(ONE_IS_NEEDED, null, "parameter_missing"));
    checkRefundable(charge);
    return charge;
  }

  private ObjectNode intent(Tx tx, String id) {
    return intents
        .find(tx, id)
        .orElseThrow(() -> ApiError.noSuchParameter("payment_intent", id, "payment_intent"));
  }

  private ObjectNode charge(Tx tx, String id, boolean named, Optional<ObjectNode> intent) {
    ObjectNode charge =
        charges
            .find(tx, id)
            .orElseThrow(() ->
                named
                    ? ApiError.noSuchParameter("charge", id, "charge")
                    : noMoney(intent.orElseThrow().path("id").asString()));
    if (intent.isPresent() && !intent.get().path("id").equals(charge.path("payment_intent"))) {
      throw ApiError.invalid(NOT_THE_SAME, "charge", null);
    }
    return charge;
  }

  /** The messages and codes are those Stripe gives. */
  private static void checkRefundable(ObjectNode charge) {
    if (charge.path("amount_captured").asLong() == 0) {
      throw noMoney(charge.path("payment_intent").asString());
    }
    if (isChargedBack(charge)) {
      throw ApiError.notAsItStands(
          "Charge %s has been charged back; cannot issue a refund.".formatted(idOf(charge)),
          null,
          "charge_disputed");
    }
    if (Charges.refundable(charge) == 0) {
      throw ApiError.notAsItStands(
          "Charge %s has already been refunded.".formatted(idOf(charge)),
          null,
          "charge_already_refunded");
    }
  }

  /** An inquiry is on the charge as well, but leaves the money where it is. */
  private static boolean isChargedBack(ObjectNode charge) {
    return charge.path("disputed").asBoolean() && Refunding.aftermath(charge) != Aftermath.INQUIRED;
  }

  /** What was asked for, or all that is left. */
  static long amount(Params params, ObjectNode charge) {
    long left = Charges.refundable(charge);
    long amount = params.integer("amount").orElse(left);
    if (amount < 1) {
      throw ApiError.invalid(
          "This value must be greater than or equal to 1.", "amount", "parameter_invalid_integer");
    }
    if (amount > left) {
      throw ApiError.notAsItStands(
          "Refund amount (%s) is greater than unrefunded amount on charge (%s)"
              .formatted(shown(amount, charge), shown(left, charge)),
          "amount",
          null);
    }
    return amount;
  }

  private static ApiError noMoney(String intent) {
    return ApiError.notAsItStands(
        "This PaymentIntent (%s) does not have a successful charge to refund.".formatted(intent),
        null,
        null);
  }

  private static String idOf(ObjectNode charge) {
    return charge.path("id").asString();
  }

  /** As {@code €10.99}. */
  private static String shown(long minorUnits, ObjectNode charge) {
    Currency currency =
        Currency.getInstance(charge.path("currency").asString().toUpperCase(Locale.ROOT));
    int digits = Math.max(currency.getDefaultFractionDigits(), 0);
    return currency.getSymbol(Locale.US) + BigDecimal.valueOf(minorUnits, digits).toPlainString();
  }
}
