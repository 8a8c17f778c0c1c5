package dev.tillgate.gateway.webhook.delivery;

import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.event.EventId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event for one endpoint, as the store has it.
 *
 * @param reason why it is where it is, when something went wrong
 * @param attempts sends begun
 * @param claimed whether it is in memory, waiting for its turn or being sent
 * @param asked whether a person asked for its next send, which no breaker holds back
 * @param replayId the replay that made it, if one did
 * @param dueAt when it is sent next, while it is open
 */
public record Delivery(
    DeliveryId id,
    EventId eventId,
    String eventType,
    @Nullable String orderId,
    EndpointId endpointId,
    DeliveryStatus status,
    @Nullable String reason,
    int attempts,
    boolean claimed,
    boolean asked,
    @Nullable String replayId,
    Instant dueAt,
    Instant createdAt,
    Instant updatedAt) {

  Delivery with(DeliveryStatus shown, String why) {
    return new Delivery(
        id,
        eventId,
        eventType,
        orderId,
        endpointId,
        shown,
        why,
        attempts,
        claimed,
        asked,
        replayId,
        dueAt,
        createdAt,
        updatedAt);
  }
}
