package dev.tillgate.gateway.webhook.replay;

import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.webhook.delivery.DeliveryStatus;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Replays as the API shows them. */
final class ReplayView {
  private ReplayView() {}

  static ObjectNode of(Replay replay) {
    ObjectNode shown =
        Json.object()
            .put("id", replay.id().value())
            .put("object", "replay")
            .put("endpoint", replay.selection().endpoint().value())
            .put("status", replay.standing().state().word())
            .put("reason", replay.standing().reason());
    shown.set("filter", filter(replay.selection()));
    return shown
        .put("rate", replay.rate())
        .put("matched", replay.progress().matched())
        .put("queued", replay.progress().queued())
        .put("created_at", Json.time(replay.createdAt()))
        .put("updated_at", Json.time(replay.updatedAt()));
  }

  /**
   * The replay with what became of its deliveries.
   *
   * @param outcomes how many have each status
   */
  static ObjectNode of(Replay replay, Map<String, Long> outcomes) {
    ObjectNode deliveries = Json.object();
    for (DeliveryStatus status : DeliveryStatus.values()) {
      deliveries.put(status.word(), outcomes.getOrDefault(status.word(), 0L));
    }
    ObjectNode shown = of(replay);
    shown.set("deliveries", deliveries);
    return shown;
  }

  /** As it was asked for, what was left out filled in. */
  private static JsonNode filter(Selection selection) {
    ArrayNode types = Json.array();
    selection.types().globs().forEach(types::add);
    ObjectNode filter =
        Json.object()
            .put("status", selection.scope().word())
            .put("from", Json.timeOrNull(selection.range().from()))
            .put("to", Json.timeOrNull(selection.range().to()));
    filter.set("event_types", types);
    return filter;
  }
}
