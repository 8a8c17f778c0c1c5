package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.delivery.DeliveryStatus;
import dev.tillgate.gateway.webhook.endpoint.Notices;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells by {@code delivery.dead} that a delivery was given up. One that itself tells about the
 * gateway dies silently: its death is news to nobody who can be reached, and could go in a circle.
 */
final class Obituaries {
  private static final Set<String> ABOUT_THE_GATEWAY =
      Set.of("endpoint.disabled", "endpoint.recovered", "delivery.dead", "callback.dead");

  private final Notices notices;

  Obituaries(Notices notices) {
    this.notices = notices;
  }

  void tell(Tx tx, Result result) {
    Claimed.Keys keys = result.claimed().keys();
    boolean died = result.verdict().status() == DeliveryStatus.DEAD;
    if (died && !ABOUT_THE_GATEWAY.contains(keys.eventType())) {
      notices.publish(tx, "delivery.dead", keys.endpointId(), about(keys, result));
    }
  }

  private static ObjectNode about(Claimed.Keys keys, Result result) {
    ObjectNode data = Json.object();
    data.putObject("delivery")
        .put("id", keys.id().value())
        .put("event", keys.eventId().value())
        .put("event_type", keys.eventType())
        .put("endpoint", keys.endpointId().value())
        .put("attempts", result.attempts())
        .put("reason", result.verdict().reason());
    return data;
  }
}
