package dev.tillgate.gateway.payment.provider;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Some of the provider's events, oldest first.
 *
 * @param more whether others follow after the last one
 */
public record EventPage(List<Event> events, boolean more) {
  public EventPage {
    events = List.copyOf(events);
  }

  /** The events that can be read on from, oldest first. */
  public List<Mark> marks() {
    return events.stream().map(Event::mark).flatMap(Optional::stream).toList();
  }

  /**
   * One event.
   *
   * @param mark empty when it says neither which it is nor when it happened
   * @param body what a callback about it would carry, but for the white space
   */
  @SuppressWarnings("ArrayRecordComponent") // Frozen bytes; never compared.
  public record Event(Optional<Mark> mark, byte[] body) {}

  /** Which event, and when it happened by the provider's clock. */
  public record Mark(String id, Instant at) {}
}
