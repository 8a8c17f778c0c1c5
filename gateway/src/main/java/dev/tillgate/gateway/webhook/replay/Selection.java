package dev.tillgate.gateway.webhook.replay;

import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.endpoint.EventFilter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a replay was asked to send again, and to whom.
 *
 * @param types frozen when it was asked for: a later change of the endpoint's filter changes
 *     nothing
 */
record Selection(EndpointId endpoint, ReplayScope scope, EventFilter types, Range range) {

  /**
   * When it happened: of events their own time, of dead letters the time of their birth, which is
   * the event's unless a replay wrote them.
   *
   * @param from inclusive; null for any
   * @param to exclusive; null for any
   */
  record Range(@Nullable Instant from, @Nullable Instant to) {
    long fromMs() {
      return from == null ? Long.MIN_VALUE : from.toEpochMilli();
    }

    long toMs() {
      return to == null ? Long.MAX_VALUE : to.toEpochMilli();
    }
  }

  boolean matches(String type, long atMs) {
    return range.fromMs() <= atMs && atMs < range.toMs() && types.matches(type);
  }
}
