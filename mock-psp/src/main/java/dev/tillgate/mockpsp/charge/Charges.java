package dev.tillgate.mockpsp.charge;

import dev.tillgate.mockpsp.method.Behaviour.Decline;
import dev.tillgate.mockpsp.method.TestMethod;
import dev.tillgate.mockpsp.store.Documents;
import dev.tillgate.mockpsp.store.Filter;
import dev.tillgate.mockpsp.store.Ids;
import dev.tillgate.mockpsp.store.Json;
import dev.tillgate.mockpsp.store.Table;
import dev.tillgate.mockpsp.store.Tx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The charges: one for each attempt that reached the bank. */
public final class Charges {
  private static final List<String> ABSENT =
      List.of(
          "application",
          "application_fee",
          "application_fee_amount",
          "balance_transaction",
          "calculated_statement_descriptor",
          "failure_balance_transaction",
          "failure_code",
          "failure_message",
          "receipt_number",
          "receipt_url",
          "review",
          "shipping",
          "source",
          "source_transfer",
          "transfer_data");

  /** What a charge has from its intent. */
  private static final List<String> INHERITED =
      List.of(
          "currency",
          "customer",
          "description",
          "on_behalf_of",
          "receipt_email",
          "statement_descriptor",
          "statement_descriptor_suffix",
          "transfer_group");

  private static final String NO_DETAILS =
      "The bank did not return any further details with this decline.";

  /** Where they are kept. */
  public static final Table TABLE =
      Table.of("charges", "payment_intent", "customer", "transfer_group");

  /** The kind under which the dispute of a charge is on the timetable. */
  public static final String DISPUTE = "charge.dispute";

  /** How long a card's bank holds money that is not captured, as Stripe has it for most cards. */
  public static final Duration HELD_FOR = Duration.ofDays(7);

  private static final List<String> FOUND_BY =
      List.of("payment_intent", "customer", "transfer_group");

  private final Documents documents = new Documents(TABLE);
  private final Ids ids;
  private final InstantSource clock;

  public Charges(Ids ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /** The document of that id. */
  public Optional<ObjectNode> find(Tx tx, String id) {
    return documents.find(tx, id);
  }

  /** The charges of an intent, oldest first. */
  public List<ObjectNode> of(Tx tx, String intent) {
    return documents.all(tx, List.of(Filter.equal("payment_intent", intent)));
  }

  /** The bank approves: the money is taken, or held if the intent captures later. */
  public ObjectNode succeed(Tx tx, ObjectNode intent, TestMethod method) {
    ObjectNode charge = charge(intent, method);
    complete(charge, capturesLater(intent) ? 0 : amount(intent));
    return added(tx, charge);
  }

  /** The bank or this provider refuses. */
  public ObjectNode fail(Tx tx, ObjectNode intent, TestMethod method, Decline decline) {
    ObjectNode charge = charge(intent, method);
    markFailed(charge, decline);
    charge.set("outcome", outcome(decline));
    return added(tx, charge);
  }

  /** The bank takes its time. */
  public ObjectNode begin(Tx tx, ObjectNode intent, TestMethod method) {
    return added(tx, charge(intent, method).put("status", "pending").put("paid", false));
  }

  /** The money, or part of it, has been taken. */
  public ObjectNode complete(Tx tx, ObjectNode charge, long captured) {
    complete(charge, captured);
    documents.replace(tx, charge, Map.of());
    return charge;
  }

  /** The bank did not pay in the end. */
  public ObjectNode giveUp(Tx tx, ObjectNode charge, Decline decline) {
    markFailed(charge, decline);
    documents.replace(tx, charge, Map.of());
    return charge;
  }

  Documents documents() {
    return documents;
  }

  /** What can still be refunded: what was taken and has not gone back. */
  public static long refundable(ObjectNode charge) {
    return charge.path("amount_captured").asLong() - charge.path("amount_refunded").asLong();
  }

  /** Some of the money goes back to the shopper; a negative amount comes back from there. */
  public void refund(Tx tx, ObjectNode charge, long amount) {
    charge.put("amount_refunded", charge.path("amount_refunded").asLong() + amount);
    charge.put("refunded", refundable(charge) == 0);
    documents.replace(tx, charge, Map.of());
  }

  /** The cardholder's bank questions it. */
  public void dispute(Tx tx, ObjectNode charge) {
    documents.replace(tx, charge.put("disputed", true), Map.of());
  }

  private static void complete(ObjectNode charge, long captured) {
    charge.put("status", "succeeded").put("paid", true);
    charge.put("captured", captured > 0).put("amount_captured", captured);
    charge.set("outcome", outcome("authorized", "approved_by_network", null, "Payment complete."));
  }

  private static void markFailed(ObjectNode charge, Decline decline) {
    charge.put("status", "failed").put("paid", false).put("captured", false);
    charge.put("failure_code", decline.code()).put("failure_message", decline.message());
  }

  private static boolean capturesLater(ObjectNode intent) {
    return intent.path("capture_method").asString().equals("manual");
  }

  private static long amount(ObjectNode intent) {
    return intent.path("amount").asLong();
  }

  private ObjectNode added(Tx tx, ObjectNode charge) {
    Map<String, @Nullable Object> columns = new HashMap<>();
    FOUND_BY.forEach(name -> columns.put(name, charge.path(name).asString(null)));
    documents.insert(tx, charge, columns);
    return charge;
  }

  private ObjectNode charge(ObjectNode intent, TestMethod method) {
    ObjectNode charge = Json.object().put("id", ids.next("ch_")).put("object", "charge");
    ABSENT.forEach(charge::putNull);
    charge.put("amount", amount(intent)).put("amount_captured", 0).put("amount_refunded", 0);
    charge.set("billing_details", TestMethod.billingDetails());
    charge.put("captured", !capturesLater(intent));
    charge.put("created", clock.instant().getEpochSecond());
    INHERITED.forEach(name -> charge.set(name, intent.path(name)));
    charge.put("disputed", false).put("livemode", false).put("refunded", false);
    charge.putObject("fraud_details");
    charge.set("metadata", intent.path("metadata").deepCopy());
    charge.putNull("outcome");
    charge.put("payment_intent", intent.path("id").asString()).put("payment_method", method.id());
    charge.set("payment_method_details", method.details());
    if (charge.at("/payment_method_details/card") instanceof ObjectNode card) {
      describeCapture(card, intent);
    }
    return charge;
  }

  private void describeCapture(ObjectNode card, ObjectNode intent) {
    card.putObject("overcapture")
        .put("maximum_amount_capturable", amount(intent))
        .put("status", "unavailable");
    if (capturesLater(intent)) {
      card.put("capture_before", clock.instant().plus(HELD_FOR).getEpochSecond());
    }
  }

  private static ObjectNode outcome(Decline decline) {
    String code = decline.declineCode();
    return code.equals("fraudulent")
        ? outcome("blocked", "not_sent_to_network", "highest_risk_level", decline.message())
        : outcome("issuer_declined", "declined_by_network", code, NO_DETAILS);
  }

  private static ObjectNode outcome(
      String type, String network, @Nullable String reason, String message) {
    return Json.object()
        .putNull("advice_code")
        .putNull("network_advice_code")
        .putNull("network_decline_code")
        .put("network_status", network)
        .put("reason", reason)
        .put("risk_level", type.equals("blocked") ? "highest" : "normal")
        .put("seller_message", message)
        .put("type", type);
  }
}
