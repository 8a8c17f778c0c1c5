package dev.tillgate.gateway.webhook.endpoint;

import dev.tillgate.gateway.platform.http.Json;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
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
    show(shown, settings.wire());
    show(shown, settings.tempo());
    show(shown, endpoint.gate());
    return shown.put("created_at", Json.time(endpoint.createdAt()));
  }

  private static void show(ObjectNode shown, Wire wire) {
    shown.put("format", wire.format().word());
    shown.put("signing", wire.signing().word());
    shown.set("headers", masked(wire));
  }

  private static void show(ObjectNode shown, Tempo tempo) {
    shown.put("rate_limit", orNull(tempo.rateLimit()));
    shown.put("max_in_flight", orNull(tempo.maxInFlight()));
    shown.put("ordered", tempo.ordering() != Ordering.ANY);
    if (tempo.ordering() != Ordering.ANY) {
      shown.put("ordered_policy", tempo.ordering().word());
    }
    shown.set("retry_waits", texts(tempo.retryWaits().stream().map(Object::toString).toList()));
  }

  private static void show(ObjectNode shown, Endpoint.Gate gate) {
    shown.put("status", gate.status().word());
    if (gate.disabledReason() != null) {
      shown.put("disabled_reason", gate.disabledReason());
    }
    shown.put("paused_until", timeOrNull(gate.pausedUntil()));
    Breaker breaker = gate.breaker();
    shown.put("breaker", breaker.state().word());
    shown.put("failing_since", timeOrNull(breaker.since()));
    shown.put("next_probe_at", timeOrNull(breaker.isOpen() ? breaker.until() : Instant.EPOCH));
  }

  private static @Nullable Integer orNull(OptionalInt number) {
    return number.isPresent() ? (Integer) number.getAsInt() : null;
  }

  /** The epoch stands for never. */
  private static @Nullable String timeOrNull(Instant time) {
    return Json.timeOrNull(time.isAfter(Instant.EPOCH) ? time : null);
  }

  private static ArrayNode texts(Iterable<String> texts) {
    ArrayNode array = Json.array();
    texts.forEach(array::add);
    return array;
  }

  private static ObjectNode masked(Wire wire) {
    ObjectNode masked = Json.object();
    wire.headers().keySet().forEach(name -> masked.put(name, "***"));
    return masked;
  }
}
