package dev.tillgate.mockpsp.method;

import dev.tillgate.mockpsp.method.Behaviour.Authenticate;
import dev.tillgate.mockpsp.store.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A payment method that every caller may use, and that always behaves in the same way.
 *
 * @param brand a card's brand; empty for a bank account
 * @param number the card's or the account's number, digits only
 * @param aftermath what becomes of a payment that went well
 */
public record TestMethod(
    String id, String brand, String number, Behaviour behaviour, Quirk quirk, Aftermath aftermath) {
  private static final long BORN = 1_700_000_000L;
  private static final List<String> ABSENT_OF_CHARGE =
      List.of(
          "amount_authorized",
          "authorization_code",
          "installments",
          "mandate",
          "network_transaction_id",
          "regulated_status",
          "three_d_secure",
          "transaction_link_id");
  private static final List<String> ADDRESS_LINES =
      List.of("city", "country", "line1", "line2", "postal_code", "state");

  /** {@code card} or {@code us_bank_account}. */
  public String type() {
    return brand.isEmpty() ? "us_bank_account" : "card";
  }

  /** The same, paid with while nobody is there to authenticate. */
  public TestMethod withoutShopper() {
    return behaviour instanceof Authenticate
        ? new TestMethod(id, brand, number, Declines.AUTHENTICATION_REQUIRED, quirk, aftermath)
        : this;
  }

  /** The object as {@code /v1/payment_methods} shows it. */
  public ObjectNode json() {
    ObjectNode method =
        Json.object()
            .put("id", id)
            .put("object", "payment_method")
            .put("allow_redisplay", "unspecified");
    method.set("billing_details", billingDetails());
    method.set(
        type(), brand.isEmpty() ? account().putNull("financial_connections_account") : card());
    return method
        .put("created", BORN)
        .putNull("customer")
        .putNull("customer_account")
        .put("livemode", false)
        .put("type", type())
        .set("metadata", Json.object());
  }

  /** {@code payment_method_details} of a charge. */
  public ObjectNode details() {
    ObjectNode details = Json.object().put("type", type());
    details.set(type(), brand.isEmpty() ? account() : chargedCard());
    return details;
  }

  /** Those of nobody: test methods have no owner. */
  public static ObjectNode billingDetails() {
    ObjectNode details = Json.object();
    ADDRESS_LINES.forEach(details.putObject("address")::putNull);
    return details.putNull("email").putNull("name").putNull("phone").putNull("tax_id");
  }

  private String last4() {
    return number.substring(number.length() - 4);
  }

  private ObjectNode card() {
    ObjectNode card = plainCard();
    card.put("display_brand", brand).putNull("generated_from").putNull("regulated_status");
    card.putObject("networks").putNull("preferred").putArray("available").add(brand);
    card.putObject("three_d_secure_usage").put("supported", true);
    return card;
  }

  private ObjectNode chargedCard() {
    ObjectNode card = plainCard();
    card.put("network", brand);
    ABSENT_OF_CHARGE.forEach(card::putNull);
    card.putObject("network_token").put("used", false);
    offerNothing(card);
    return card;
  }

  /** What an account has to be enabled for; this one is not. */
  private static void offerNothing(ObjectNode card) {
    card.putObject("extended_authorization").put("status", "disabled");
    card.putObject("incremental_authorization").put("status", "unavailable");
    card.putObject("multicapture").put("status", "unavailable");
  }

  private ObjectNode plainCard() {
    ObjectNode card = Json.object().put("brand", brand);
    passChecks(card.putObject("checks"));
    return card.put("country", "US")
        .put("exp_month", 12)
        .put("exp_year", 2040)
        .put("fingerprint", "fp" + last4())
        .put("funding", "credit")
        .put("last4", last4())
        .putNull("wallet");
  }

  private static void passChecks(ObjectNode checks) {
    checks.putNull("address_line1_check").putNull("address_postal_code_check");
    checks.put("cvc_check", "pass");
  }

  private ObjectNode account() {
    return Json.object()
        .put("account_holder_type", "individual")
        .put("account_type", "checking")
        .put("bank_name", "STRIPE TEST BANK")
        .put("fingerprint", "fp" + last4())
        .put("last4", last4())
        .put("routing_number", "110000000");
  }
}
