package dev.tillgate.gateway.webhook.delivery;

import dev.tillgate.gateway.platform.http.Json;
import tools.jackson.databind.node.ObjectNode;

/** Deliveries and attempts as the API shows them. */
public final class DeliveryView {
  private DeliveryView() {}

  public static ObjectNode of(Delivery delivery) {
    boolean open = delivery.status().isOpen();
    return Json.object()
        .put("id", delivery.id().value())
        .put("object", "delivery")
        .put("event", delivery.eventId().value())
        .put("event_type", delivery.eventType())
        .put("order", delivery.orderId())
        .put("endpoint", delivery.endpointId().value())
        .put("status", delivery.status().word())
        .put("reason", delivery.reason())
        .put("replay", delivery.replayId())
        .put("attempt_count", delivery.attempts())
        .put("due_at", open ? Json.time(delivery.dueAt()) : null)
        .put("created_at", Json.time(delivery.createdAt()))
        .put("updated_at", Json.time(delivery.updatedAt()));
  }

  /** One send: when, how long, how it ended, how the reply began. */
  public static ObjectNode of(Attempt attempt) {
    Attempt.Ended ended = attempt.ended();
    return Json.object()
        .put("number", attempt.number())
        .put("started_at", Json.time(attempt.startedAt()))
        .put("latency_ms", attempt.latency().toMillis())
        .put("outcome", ended.outcome().word())
        .put("status", ended.status())
        .put("error", ended.error())
        .put("reply", ended.reply());
  }
}
