package dev.tillgate.gateway.payment.refund;

import dev.tillgate.gateway.platform.http.Json;
import tools.jackson.databind.node.ObjectNode;

/** A refund as the API and the events show it. */
public final class RefundJson {
  private RefundJson() {}

  public static ObjectNode render(Refund refund) {
    ObjectNode json = Json.object();
    json.put("id", refund.id().value());
    json.put("object", "refund");
    json.put("order", refund.captured().orderId().value());
    json.put("payment", refund.captured().paymentId().value());
    json.put("amount", refund.wish().amountMinor());
    json.put("currency", refund.captured().currency());
    json.put("status", refund.state().word());
    json.put("reason", refund.wish().reason().orElse(null));
    json.put("origin", refund.wish().origin().word());
    json.put("failure_reason", refund.atProvider().failureReason().orElse(null));
    json.put("created_at", Json.time(refund.schedule().createdAt()));
    json.put("updated_at", Json.time(refund.schedule().updatedAt()));
    return json;
  }
}
