package dev.tillgate.mockpsp.refund;

import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.store.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A refund as the document the API shows. Each verb makes one move of {@link RefundStatus} and
 * whatever fields go with it; it belongs to one transaction.
 */
final class Refund {
  private static final List<String> ABSENT =
      List.of(
          "balance_transaction",
          "customer",
          "customer_account",
          "destination_details",
          "payment_method",
          "reason",
          "receipt_number",
          "source_transfer_reversal",
          "transfer_reversal");

  private final ObjectNode json;

  Refund(ObjectNode json) {
    this.json = json;
  }

  /** One that has just been asked for. */
  static Refund of(String id, ObjectNode charge, long amount, long created) {
    ObjectNode json = Json.object().put("id", id).put("object", "refund").put("amount", amount);
    ABSENT.forEach(json::putNull);
    json.set("charge", charge.path("id"));
    json.put("created", created);
    json.set("currency", charge.path("currency"));
    json.set("payment_intent", charge.path("payment_intent"));
    json.putObject("metadata");
    if (charge.at("/payment_method_details/type").asString("").equals("card")) {
      json.putObject("destination_details").put("type", "card").set("card", cardDestination());
    }
    return new Refund(json.put("status", RefundStatus.SUCCEEDED.wire()));
  }

  private static ObjectNode cardDestination() {
    return Json.object()
        .put("reference_status", "pending")
        .put("reference_type", "acquirer_reference_number")
        .put("type", "refund");
  }

  ObjectNode json() {
    return json;
  }

  String id() {
    return json.path("id").asString();
  }

  String charge() {
    return json.path("charge").asString();
  }

  long amount() {
    return json.path("amount").asLong();
  }

  RefundStatus status() {
    return RefundStatus.of(json.path("status").asString());
  }

  /** The bank takes its time, from the start. */
  void pend() {
    json.put("status", RefundStatus.PENDING.wire()).put("pending_reason", "processing");
  }

  void succeed() {
    move(RefundStatus.SUCCEEDED);
    json.remove("pending_reason");
  }

  /** The bank could not give the money to the shopper; it is back on the balance. */
  void fail(String reason, String balanceTransaction) {
    move(RefundStatus.FAILED);
    json.remove("pending_reason");
    json.put("failure_reason", reason).put("failure_balance_transaction", balanceTransaction);
  }

  /** Refuses what the present state does not allow. */
  ApiError refuses(String verb) {
    return ApiError.notAsItStands(
        "You cannot %s this Refund because it has a status of %s.".formatted(verb, status().wire()),
        null,
        null);
  }

  private void move(RefundStatus next) {
    if (!status().mayBecome(next)) {
      throw new IllegalStateException(id() + " cannot go from " + status() + " to " + next);
    }
    json.put("status", next.wire());
  }
}
