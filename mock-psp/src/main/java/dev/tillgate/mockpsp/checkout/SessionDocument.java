package dev.tillgate.mockpsp.checkout;

import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Json;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The fields every Checkout Session has, before anybody has said anything about it. */
final class SessionDocument {
  private static final List<String> ABSENT =
      List.of(
          "after_expiration",
          "allow_promotion_codes",
          "billing_address_collection",
          "cancel_url",
          "client_reference_id",
          "client_secret",
          "collected_information",
          "consent",
          "consent_collection",
          "currency_conversion",
          "customer",
          "customer_account",
          "customer_details",
          "customer_email",
          "discounts",
          "integration_identifier",
          "invoice",
          "locale",
          "origin_context",
          "payment_intent",
          "payment_link",
          "payment_method_configuration_details",
          "permissions",
          "recovered_from",
          "saved_payment_method_options",
          "setup_intent",
          "shipping_address_collection",
          "shipping_cost",
          "submit_type",
          "subscription",
          "wallet_options");
  private static final List<String> CUSTOM_TEXTS =
      List.of("after_submit", "shipping_address", "submit", "terms_of_service_acceptance");
  private static final List<String> ADDRESS_LINES =
      List.of("city", "country", "line1", "line2", "postal_code", "state");

  private SessionDocument() {}

  static ObjectNode blank(Ids ids, Instant now) {
    ObjectNode json =
        Json.object().put("id", ids.next("cs_test_")).put("object", "checkout.session");
    ABSENT.forEach(json::putNull);
    json.putObject("adaptive_pricing").put("enabled", false);
    json.putObject("automatic_tax")
        .put("enabled", false)
        .putNull("liability")
        .putNull("provider")
        .putNull("status");
    json.put("created", now.getEpochSecond()).putArray("custom_fields");
    CUSTOM_TEXTS.forEach(json.putObject("custom_text")::putNull);
    json.put("customer_creation", "if_required");
    json.set("invoice_creation", invoiceCreation());
    json.put("livemode", false).putObject("managed_payments").put("enabled", false);
    json.putObject("metadata");
    json.put("mode", "payment").put("payment_method_collection", "if_required");
    json.putObject("payment_method_options")
        .putObject("card")
        .put("request_three_d_secure", "automatic");
    json.put("payment_status", "unpaid").putObject("phone_number_collection").put("enabled", false);
    json.putArray("shipping_options");
    return json.put("status", SessionStatus.OPEN.wire()).put("ui_mode", "hosted_page");
  }

  private static ObjectNode invoiceCreation() {
    ObjectNode creation = Json.object().put("enabled", false);
    creation
        .putObject("invoice_data")
        .putNull("account_tax_ids")
        .putNull("custom_fields")
        .putNull("description")
        .putNull("footer")
        .putNull("issuer")
        .putNull("rendering_options")
        .putObject("metadata");
    return creation;
  }

  /** Who pays. */
  static ObjectNode customer(String email, @Nullable String name) {
    ObjectNode details = Json.object();
    ADDRESS_LINES.forEach(details.putObject("address")::putNull);
    return details
        .putNull("business_name")
        .put("email", email)
        .putNull("individual_name")
        .put("name", name)
        .putNull("phone")
        .put("tax_exempt", "none")
        .set("tax_ids", Json.object().arrayNode());
  }
}
