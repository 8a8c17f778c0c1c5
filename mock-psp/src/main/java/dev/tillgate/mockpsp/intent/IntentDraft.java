package dev.tillgate.mockpsp.intent;

import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.http.CurrencyCode;
import dev.tillgate.mockpsp.http.Metadata;
import dev.tillgate.mockpsp.http.Params;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Json;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Reads the parameters that describe an intent into its document. */
final class IntentDraft {
  private static final long LARGEST_AMOUNT = 99_999_999;
  private static final List<String> ABSENT =
      List.of(
          "application",
          "application_fee_amount",
          "automatic_payment_methods",
          "canceled_at",
          "cancellation_reason",
          "customer",
          "customer_account",
          "description",
          "excluded_payment_method_types",
          "last_payment_error",
          "latest_charge",
          "next_action",
          "on_behalf_of",
          "payment_method",
          "payment_method_configuration_details",
          "processing",
          "receipt_email",
          "review",
          "setup_future_usage",
          "shipping",
          "source",
          "statement_descriptor",
          "statement_descriptor_suffix",
          "transfer_data",
          "transfer_group");
  private static final String ONE_OF_BOTH =
      "You may only specify one of these parameters: automatic_payment_methods,"
          + " payment_method_types.";
  private static final List<String> PLAIN_TEXTS =
      List.of(
          "customer",
          "description",
          "on_behalf_of",
          "receipt_email",
          "statement_descriptor",
          "statement_descriptor_suffix",
          "transfer_group");

  private IntentDraft() {}

  static PaymentIntent of(Params params, Ids ids, Instant now) {
    required(params, "amount");
    required(params, "currency");
    ObjectNode json = blank(params, ids, now);
    methods(json, params);
    apply(params, json);
    return new PaymentIntent(json);
  }

  /** One that is paid by card on a page, described by what the session says of it. */
  static PaymentIntent byCard(Params data, long amount, String currency, Ids ids, Instant now) {
    ObjectNode json = blank(data, ids, now).put("amount", amount).put("currency", currency);
    json.putArray("payment_method_types").add("card");
    apply(data, json);
    return new PaymentIntent(json);
  }

  private static ObjectNode blank(Params params, Ids ids, Instant now) {
    ObjectNode json = named(ids);
    json.put("amount_capturable", 0).put("amount_received", 0);
    json.putObject("amount_details").putObject("tip");
    json.put("capture_method", "automatic_async");
    json.put("client_secret", ids.next(json.path("id").asString() + "_secret_"));
    json.put("confirmation_method", confirmationMethod(params));
    json.put("created", now.getEpochSecond()).put("livemode", false);
    json.put("status", IntentStatus.REQUIRES_PAYMENT_METHOD.wire());
    json.putObject("metadata");
    json.putObject("payment_method_options");
    return json;
  }

  private static ObjectNode named(Ids ids) {
    ObjectNode json = Json.object().put("id", ids.next("pi_")).put("object", "payment_intent");
    ABSENT.forEach(json::putNull);
    return json;
  }

  /** Overwrites what was sent; an empty text unsets. */
  static void apply(Params params, ObjectNode json) {
    if (params.has("amount")) {
      json.put("amount", amount(params, "amount"));
    }
    CurrencyCode.in(params, "currency").ifPresent(currency -> json.put("currency", currency));
    paidHow(params, json);
    PLAIN_TEXTS.forEach(name -> plainText(params, name, json));
    Metadata.update(json, params);
  }

  /** Of these a confirm may still change its mind: how the money is taken is one of them. */
  static void applyAtConfirm(Params params, ObjectNode json) {
    paidHow(params, json);
    plainText(params, "receipt_email", json);
  }

  private static void paidHow(Params params, ObjectNode json) {
    params
        .oneOf("capture_method", "automatic", "automatic_async", "manual")
        .ifPresent(method -> json.put("capture_method", method));
    params
        .oneOf("setup_future_usage", "off_session", "on_session")
        .ifPresent(usage -> json.put("setup_future_usage", usage));
  }

  private static void plainText(Params params, String name, ObjectNode json) {
    params.text(name).ifPresent(text -> json.put(name, text.isEmpty() ? null : text));
  }

  /** A positive amount in minor units. */
  static long amount(Params params, String name) {
    long amount = params.integer(name).orElseThrow(() -> ApiError.missingParameter(name));
    if (amount < 1) {
      throw ApiError.invalid(
          "This value must be greater than or equal to 1.", name, "parameter_invalid_integer");
    }
    if (amount > LARGEST_AMOUNT) {
      throw ApiError.invalid(
          "Amount must be no more than " + LARGEST_AMOUNT + ".", name, "amount_too_large");
    }
    return amount;
  }

  private static void required(Params params, String name) {
    if (params.given(name).isEmpty()) {
      throw ApiError.missingParameter(name);
    }
  }

  private static String confirmationMethod(Params params) {
    return params.oneOf("confirmation_method", "automatic", "manual").orElse("automatic");
  }

  /** Either the types that were named, or all this provider has. */
  private static void methods(ObjectNode json, Params params) {
    List<String> types = params.texts("payment_method_types");
    Params automatic = params.group("automatic_payment_methods");
    if (!types.isEmpty()) {
      checkNotBoth(automatic);
      types.forEach(json.putArray("payment_method_types")::add);
      return;
    }
    json.putArray("payment_method_types").add("card").add("us_bank_account");
    json.putObject("automatic_payment_methods")
        .put("allow_redirects", redirects(automatic))
        .put("enabled", automatic.flag("enabled").orElse(true));
  }

  private static void checkNotBoth(Params automatic) {
    if (automatic.flag("enabled").orElse(false)) {
      throw ApiError.invalid(ONE_OF_BOTH, null, null);
    }
  }

  private static String redirects(Params automatic) {
    return automatic.oneOf("allow_redirects", "always", "never").orElse("always");
  }
}
