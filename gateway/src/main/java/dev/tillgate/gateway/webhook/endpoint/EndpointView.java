package dev.tillgate.gateway.webhook.endpoint;

import dev.tillgate.gateway.platform.http.Json;
import java.time.Instant;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An endpoint as the API shows it: no secret, and of the headers only the names. */
final class EndpointView {
  private EndpointView() {}

  static ObjectNode of(Endpoint endpoint) {
    EndpointSettings settings = endpoint.settings();
    ObjectNode shown = Json.object();
    shown.put("id", endpoint.id().value());
    shown.put("object", "webhook_endpoint");
    shown.put("url", settings.url());
    shown.set("event_types", texts(settings.eventTypes().globs()));
    shown.put("description", settings.description());
    shown.put("format", "standard");
    shown.put("signing", "hmac");
    shown.put(
        "max_in_flight",
        settings.maxInFlight().isPresent() ? (Integer) settings.maxInFlight().getAsInt() : null);
    shown.put("ordered", false);
    shown.set("headers", masked(settings));
    shown.set("retry_waits", texts(settings.retryWaits().stream().map(Object::toString).toList()));
    state(shown, endpoint);
    return shown.put("created_at", Json.time(endpoint.createdAt()));
  }

  private static void state(ObjectNode shown, Endpoint endpoint) {
    shown.put("status", endpoint.status().word());
    if (endpoint.disabledReason() != null) {
      shown.put("disabled_reason", endpoint.disabledReason());
    }
    shown.put("breaker", "closed");
    boolean everPaused = endpoint.pausedUntil().isAfter(Instant.EPOCH);
    shown.put("paused_until", Json.timeOrNull(everPaused ? endpoint.pausedUntil() : null));
  }

  private static ArrayNode texts(Iterable<String> texts) {
    ArrayNode array = Json.array();
    texts.forEach(array::add);
    return array;
  }

  private static ObjectNode masked(EndpointSettings settings) {
    ObjectNode masked = Json.object();
    settings.headers().keySet().forEach(name -> masked.put(name, "***"));
    return masked;
  }
}
