package dev.tillgate.mockpsp.callback;

import dev.tillgate.mockpsp.store.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One attempt to tell one endpoint of one event, when it was over.
 *
 * @param number counted from 1 for each delivery; 0 when it was dropped instead
 * @param at when it began, by the provider's own clock, as {@code nextRetry} is
 * @param took in real time
 * @param faults what a test had done to it, such as {@code bad_signature}
 * @param nextRetry null when there is none
 */
public record Attempt(
    String delivery,
    String event,
    String type,
    String url,
    int number,
    Instant at,
    Duration took,
    Outcome outcome,
    List<String> faults,
    @Nullable Instant nextRetry) {
  public Attempt {
    faults = List.copyOf(faults);
  }

  /** As the control plane shows it. */
  public ObjectNode json() {
    ObjectNode json = Json.object().put("delivery", delivery).put("event", event);
    json.put("type", type).put("url", url).put("attempt", number).put("at", at.toString());
    json.put("duration_ms", took.toMillis()).put("delivered", outcome.delivered());
    json.put("status", outcome.status() == 0 ? null : (Integer) outcome.status());
    json.put("outcome", outcome.detail());
    faults.forEach(json.putArray("faults")::add);
    return json.put("next_retry", nextRetry == null ? null : nextRetry.toString());
  }
}
