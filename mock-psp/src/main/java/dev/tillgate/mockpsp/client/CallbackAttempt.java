package dev.tillgate.mockpsp.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One attempt to tell one endpoint of one event.
 *
 * @param number from 1 for each delivery; 0 for one that was dropped
 * @param at by the provider's clock, as {@code nextRetry} is
 * @param outcome the HTTP status, or what came instead
 * @param faults what a plan had done to it, by the plan's names
 */
public record CallbackAttempt(
    String delivery,
    String event,
    String type,
    String url,
    int number,
    Instant at,
    Duration took,
    boolean delivered,
    String outcome,
    List<String> faults,
    Optional<Instant> nextRetry) {
  public CallbackAttempt {
    faults = List.copyOf(faults);
  }

  static CallbackAttempt read(JsonNode json) {
    return new CallbackAttempt(
        json.path("delivery").asString(),
        json.path("event").asString(),
        json.path("type").asString(),
        json.path("url").asString(),
        json.path("attempt").asInt(),
        Instant.parse(json.path("at").asString()),
        Duration.ofMillis(json.path("duration_ms").asLong()),
        json.path("delivered").asBoolean(),
        json.path("outcome").asString(),
        json.path("faults").valueStream().map(JsonNode::asString).toList(),
        Optional.ofNullable(json.path("next_retry").asString(null)).map(Instant::parse));
  }
}
