package dev.tillgate.gateway.payment.backfill;

import dev.tillgate.gateway.payment.provider.EventsFrom;
import java.time.Instant;
import java.util.Optional;

/**
 * How far the events of a provider have been read back.
 *
 * @param eventId the last event that surely need not be read again; empty before the first
 * @param since when that happened by the provider's clock, or from when on to read at first
 */
record Cursor(Optional<String> eventId, Instant since) {

  /** Where a round of reading begins. */
  EventsFrom start() {
    return eventId.<EventsFrom>map(EventsFrom.After::new).orElseGet(this::byTime);
  }

  /** The same place for a provider that no longer knows the event. */
  EventsFrom byTime() {
    return new EventsFrom.Since(since);
  }
}
