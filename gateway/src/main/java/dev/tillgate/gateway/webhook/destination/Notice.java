package dev.tillgate.gateway.webhook.destination;

import java.time.Instant;
import java.util.Map;

/**
 * One event on its way to one endpoint.
 *
 * @param eventId the same in every attempt and replay: what a receiver knows a repetition by
 * @param eventType such as {@code order.confirmed}
 * @param payload the event's frozen bytes, JSON in UTF-8; nobody may change them
 * @param url the endpoint's, as it was saved
 * @param options the endpoint's {@code headers}: sealed at rest and never shown, so credentials
 *     belong there; visible ASCII
 * @param at when this attempt is made
 */
@SuppressWarnings("ArrayRecordComponent") // Frozen bytes; never compared.
public record Notice(
    String eventId,
    String eventType,
    byte[] payload,
    String url,
    Map<String, String> options,
    Instant at) {
  public Notice {
    options = Map.copyOf(options);
  }

  /** Never the options: one may be a password. */
  @Override
  public String toString() {
    return "Notice[" + eventId + ", " + eventType + "]";
  }
}
