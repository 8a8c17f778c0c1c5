package dev.tillgate.mockpsp.dispute;

import dev.tillgate.mockpsp.store.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The document of a dispute that has just begun. */
final class DisputeDraft {
  /** Networks give between one week and three; this provider gives one. */
  private static final Duration TIME_TO_RESPOND = Duration.ofDays(7);

  private static final List<String> EVIDENCE =
      List.of(
          "access_activity_log",
          "billing_address",
          "cancellation_policy",
          "cancellation_policy_disclosure",
          "cancellation_rebuttal",
          "customer_communication",
          "customer_email_address",
          "customer_name",
          "customer_purchase_ip",
          "customer_signature",
          "duplicate_charge_documentation",
          "duplicate_charge_explanation",
          "duplicate_charge_id",
          "product_description",
          "receipt",
          "refund_policy",
          "refund_policy_disclosure",
          "refund_refusal_explanation",
          "service_date",
          "service_documentation",
          "shipping_address",
          "shipping_carrier",
          "shipping_date",
          "shipping_documentation",
          "shipping_tracking_number",
          "uncategorized_file",
          "uncategorized_text");

  private DisputeDraft() {}

  static ObjectNode of(String id, ObjectNode charge, Complaint complaint, Instant now) {
    ObjectNode dispute = Json.object().put("id", id).put("object", "dispute");
    dispute.set("amount", charge.path("amount_captured"));
    dispute.putArray("balance_transactions");
    dispute.set("charge", charge.path("id"));
    dispute.put("created", now.getEpochSecond()).set("currency", charge.path("currency"));
    dispute.putArray("enhanced_eligibility_types");
    evidence(dispute, now);
    dispute.put("is_charge_refundable", complaint.leavesRefundable()).put("livemode", false);
    dispute.putObject("metadata");
    dispute.set("payment_intent", charge.path("payment_intent"));
    dispute
        .putObject("payment_method_details")
        .put("type", "card")
        .set("card", card(charge, complaint));
    return dispute.put("reason", complaint.reason()).put("status", complaint.status());
  }

  private static void evidence(ObjectNode dispute, Instant now) {
    ObjectNode evidence = dispute.putObject("evidence");
    EVIDENCE.forEach(evidence::putNull);
    evidence.putObject("enhanced_evidence");
    dispute
        .putObject("evidence_details")
        .put("due_by", now.plus(TIME_TO_RESPOND).getEpochSecond())
        .put("has_evidence", false)
        .put("past_due", false)
        .put("submission_count", 0)
        .putObject("enhanced_eligibility");
  }

  private static ObjectNode card(ObjectNode charge, Complaint complaint) {
    ObjectNode card = Json.object();
    card.set("brand", charge.at("/payment_method_details/card/brand"));
    card.put("case_type", complaint.caseType());
    card.set("network", charge.at("/payment_method_details/card/network"));
    return card.put("network_reason_code", complaint.networkReasonCode());
  }
}
