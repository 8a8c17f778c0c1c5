package dev.tillgate.gateway.webhook;

import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.dispatch.DeliveryEngine;
import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.event.Event;
import dev.tillgate.gateway.webhook.event.EventId;
import dev.tillgate.gateway.webhook.event.Events;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Where features say what happened: everybody who must know is told, if and only if it commits. */
public final class Outbox {
  private final Events events;
  private final DeliveryEngine engine;

  Outbox(Events events, DeliveryEngine engine) {
    this.events = events;
    this.engine = engine;
  }

  /**
   * Freezes the event and one delivery for each endpoint that wants it, in the caller's
   * transaction. The first sends begin right after its commit.
   *
   * @param type such as {@code order.confirmed}
   * @param orderId the order it happened to, whose next sequence it gets; null for none
   * @param data the event's {@code data}
   */
  public EventId publish(Tx tx, String type, @Nullable String orderId, JsonNode data) {
    Event event = events.append(tx, type, orderId, data);
    engine.fanOut(tx, event);
    return event.id();
  }

  /** The same for an event about an endpoint, which is not told of it. */
  void publishAbout(Tx tx, String type, EndpointId about, JsonNode data) {
    engine.fanOut(tx, events.append(tx, type, null, data), about);
  }
}
