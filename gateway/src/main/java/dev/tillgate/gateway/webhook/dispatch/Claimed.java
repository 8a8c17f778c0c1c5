package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.webhook.delivery.DeliveryId;
import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.event.EventId;
import java.time.Duration;
import java.time.Instant;

/**
 * A delivery this process has the right to send, in memory.
 *
 * @param payload the event's frozen bytes
 * @param claims the fence: only the holder of the latest claim may settle
 * @param dueAt when it was to be sent
 * @param retryUntil after this it is dead instead of tried again
 */
@SuppressWarnings("ArrayRecordComponent") // Frozen bytes; never compared.
record Claimed(
    Keys keys, byte[] payload, int claims, Count count, Instant dueAt, Instant retryUntil) {

  /** Which delivery, of which event, to whom. */
  record Keys(DeliveryId id, EventId eventId, String eventType, EndpointId endpointId) {}

  /**
   * @param attempts sends begun, the coming one included when it is begun
   * @param begun whether the store already counts the coming send
   * @param crashes sends in a row that a process did not survive
   * @param asked whether a person asked for the coming send; once it is begun, whether it went past
   *     an open breaker for that
   */
  record Count(int attempts, boolean begun, int crashes, boolean asked) {}

  DeliveryId id() {
    return keys.id();
  }

  EndpointId endpointId() {
    return keys.endpointId();
  }

  int attempts() {
    return count.attempts();
  }

  /** Sends begun if the coming one never is. */
  int attemptsBefore() {
    return count.begun() ? count.attempts() - 1 : count.attempts();
  }

  /** Whether a person asked for this send, so that no breaker holds it back. */
  boolean isAsked() {
    return count.asked();
  }

  /** Whether it was sent before. */
  boolean isRetry() {
    return attemptsBefore() > 0;
  }

  /** Whether a send of it did not survive its process, so that it may be the cause. */
  boolean isSuspect() {
    return count.crashes() > 0;
  }

  /**
   * The same delivery once its send is counted. What it had to wait beyond its due time, for a
   * breaker, a limit or this process, does not count against its schedule.
   *
   * @param breakerOpen whether it is sent all the same
   */
  Claimed begin(Instant now, boolean breakerOpen) {
    Count begun = new Count(attemptsBefore() + 1, true, count.crashes(), breakerOpen);
    Instant until = now.isAfter(dueAt) ? retryUntil.plus(Duration.between(dueAt, now)) : retryUntil;
    return new Claimed(keys, payload, claims, begun, dueAt, until);
  }
}
