package dev.tillgate.gateway.webhook.endpoint;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A receiver of events. */
public record Endpoint(EndpointId id, EndpointSettings settings, Gate gate, Instant createdAt) {

  /**
   * Whether and when it is sent to.
   *
   * @param disabledReason why it is not sent to, while it is disabled
   * @param pausedUntil nothing is sent before, because the receiver asked for it; may be long past
   */
  public record Gate(
      EndpointStatus status,
      @Nullable String disabledReason,
      Instant pausedUntil,
      Breaker breaker) {
    /** Sends whenever there is something. */
    public static final Gate OPEN =
        new Gate(EndpointStatus.ENABLED, null, Instant.EPOCH, Breaker.CLOSED);

    Gate with(EndpointStatus next, @Nullable String reason) {
      return new Gate(next, reason, Instant.EPOCH, breaker);
    }

    Gate pausedUntil(Instant until) {
      return new Gate(status, disabledReason, until, breaker);
    }

    Gate with(Breaker next) {
      return new Gate(status, disabledReason, pausedUntil, next);
    }

    /** The earliest time at which anything may be sent, as long as it is enabled. */
    Instant opensAt() {
      return breaker.isOpen() && breaker.until().isAfter(pausedUntil)
          ? breaker.until()
          : pausedUntil;
    }
  }

  public EndpointStatus status() {
    return gate.status();
  }

  public Breaker breaker() {
    return gate.breaker();
  }

  public boolean isEnabled() {
    return status() == EndpointStatus.ENABLED;
  }

  /** Whether the endpoint is to be told about such an event. */
  public boolean wants(String eventType) {
    return isEnabled() && settings.eventTypes().matches(eventType);
  }

  /** Whether anything may be sent at that time; while the breaker is open, a single probe. */
  public boolean isOpenAt(Instant now) {
    return isEnabled() && !opensAt().isAfter(now);
  }

  /** Whether what a person asked for may be sent at that time: past a breaker, not past a pause. */
  public boolean isOpenToPeopleAt(Instant now) {
    return isEnabled() && !gate.pausedUntil().isAfter(now);
  }

  /** The earliest time at which anything may be sent, as long as it is enabled. */
  public Instant opensAt() {
    return gate.opensAt();
  }

  Endpoint with(EndpointSettings changed) {
    return new Endpoint(id, changed, gate, createdAt);
  }

  Endpoint with(Gate changed) {
    return new Endpoint(id, settings, changed, createdAt);
  }
}
