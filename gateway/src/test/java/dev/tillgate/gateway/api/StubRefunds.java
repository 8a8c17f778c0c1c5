package dev.tillgate.gateway.api;

import com.sun.net.httpserver.HttpExchange;
import dev.tillgate.gateway.platform.http.Json;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The refunds of a {@link StubProvider}; the amount decides how one goes. */
final class StubRefunds {
  static final int PENDS = 1;
  static final int IS_REFUSED = 2;
  static final int IS_MADE_WHEN_TOLD = 3;

  private final Map<String, ObjectNode> refunds = new ConcurrentHashMap<>();
  private final BlockingQueue<ObjectNode> waiting = new LinkedBlockingQueue<>();
  private final AtomicInteger count = new AtomicInteger();

  /** What is answered, with its status. */
  record Reply(int status, ObjectNode body) {}

  Reply serve(HttpExchange exchange, Map<String, String> form) {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    if (path.length == 4) {
      return new Reply(200, Optional.ofNullable(refunds.get(path[3])).orElseThrow());
    }
    return exchange.getRequestMethod().equals("POST") ? create(form) : list(exchange);
  }

  /** The event that tells of the next refund that waits to be made. */
  String madeNow() throws InterruptedException {
    ObjectNode refund = waiting.poll(20, TimeUnit.SECONDS);
    if (refund == null) {
      throw new AssertionError("no refund was asked for");
    }
    refunds.put(refund.get("id").asString(), refund);
    return event("refund.created", refund);
  }

  /** The event that tells that the refund failed after all. */
  String failed(String intent) {
    ObjectNode refund =
        refunds.values().stream()
            .filter(one -> one.get("payment_intent").asString().equals(intent))
            .findFirst()
            .orElseThrow();
    refund.put("status", "failed").put("failure_reason", "expired_or_canceled_card");
    return event("refund.failed", refund);
  }

  /** The event that tells of a dispute over the intent. */
  String disputed(String intent) {
    ObjectNode dispute = Json.object().put("id", "du_stub" + count.incrementAndGet());
    dispute.put("object", "dispute").put("payment_intent", intent).put("status", "needs_response");
    return event("charge.dispute.created", dispute.put("reason", "fraudulent"));
  }

  private Reply create(Map<String, String> form) {
    int amount = Integer.parseInt(form.get("amount"));
    ObjectNode refund = refund(form, amount);
    if (amount == IS_REFUSED) {
      ObjectNode error = Json.object();
      error
          .putObject("error")
          .put("type", "invalid_request_error")
          .put("code", "charge_already_refunded")
          .put("message", "It is refunded.");
      return new Reply(400, error);
    }
    if (amount == IS_MADE_WHEN_TOLD) {
      waiting.add(refund);
      return new Reply(503, Json.object());
    }
    refunds.put(refund.get("id").asString(), refund);
    return new Reply(200, refund);
  }

  private ObjectNode refund(Map<String, String> form, int amount) {
    ObjectNode refund = Json.object().put("id", "re_stub" + count.incrementAndGet());
    refund.put("object", "refund").put("amount", amount).put("currency", "usd");
    refund.put("payment_intent", form.get("payment_intent"));
    refund.put("status", amount == PENDS ? "pending" : "succeeded");
    refund.putObject("metadata").put("refund_id", form.get("metadata[refund_id]"));
    return refund;
  }

  private Reply list(HttpExchange exchange) {
    String query = exchange.getRequestURI().getQuery();
    ObjectNode list = Json.object().put("object", "list").put("has_more", false);
    ArrayNode data = list.putArray("data");
    refunds.values().stream()
        .filter(one -> query.contains("payment_intent=" + one.get("payment_intent").asString()))
        .forEach(data::add);
    return new Reply(200, list);
  }

  private String event(String type, ObjectNode object) {
    ObjectNode event = Json.object().put("id", "evt_refund_" + count.incrementAndGet());
    event.put("object", "event").put("type", type).put("created", 1_700_000_000);
    event.put("livemode", false).putObject("data").set("object", object.deepCopy());
    return Json.text(event);
  }
}
