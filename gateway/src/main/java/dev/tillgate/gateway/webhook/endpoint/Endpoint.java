package dev.tillgate.gateway.webhook.endpoint;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A receiver of events.
 *
 * @param disabledReason why it is not sent to, while it is disabled
 * @param pausedUntil nothing is sent before, because the receiver asked for it; may be long past
 */
public record Endpoint(
    EndpointId id,
    EndpointSettings settings,
    EndpointStatus status,
    @Nullable String disabledReason,
    Instant pausedUntil,
    Instant createdAt) {

  public boolean isEnabled() {
    return status == EndpointStatus.ENABLED;
  }

  /** Whether the endpoint is to be told about such an event. */
  public boolean wants(String eventType) {
    return isEnabled() && settings.eventTypes().matches(eventType);
  }

  /** Whether anything may be sent at that time. */
  public boolean isOpenAt(Instant now) {
    return isEnabled() && !pausedUntil.isAfter(now);
  }

  Endpoint with(EndpointSettings changed) {
    return new Endpoint(id, changed, status, disabledReason, pausedUntil, createdAt);
  }

  Endpoint with(EndpointStatus next, @Nullable String reason) {
    return new Endpoint(id, settings, next, reason, pausedUntil, createdAt);
  }

  Endpoint pausedUntil(Instant until) {
    return new Endpoint(id, settings, status, disabledReason, until, createdAt);
  }
}
