package dev.tillgate.gateway.webhook;

import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.delivery.DeliveryLog;
import dev.tillgate.gateway.webhook.endpoint.EndpointDirectory;
import dev.tillgate.gateway.webhook.event.Event;
import dev.tillgate.gateway.webhook.event.Events;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What the outbox knows of an order: its events, who was told, what came back, what comes next. */
public final class EventLog {
  private final Events events;
  private final EndpointDirectory directory;
  private final DeliveryLog deliveries = new DeliveryLog();

  EventLog(Events events, EndpointDirectory directory) {
    this.events = events;
    this.directory = directory;
  }

  /**
   * Something that happened.
   *
   * @param kind starts with {@code event.} or {@code delivery.}
   * @param text one line for a person
   */
  public record Line(Instant at, String kind, String text, JsonNode details) {}

  /** What comes next, and when. */
  public record Next(Instant at, String text) {}

  /**
   * An order's history.
   *
   * @param lines oldest first
   * @param next the soonest of what is still to be sent
   */
  public record History(List<Line> lines, Optional<Next> next) {
    public History {
      lines = List.copyOf(lines);
    }
  }

  /** Reads the order's history; in a reading transaction or a writing one. */
  public History ofOrder(Tx tx, String orderId) {
    Instant complete = events.deliveriesKeptSince(tx);
    List<EventStory> stories =
        events.ofOrder(tx, orderId).stream().map(e -> story(tx, e, complete)).toList();
    List<Line> lines = new ArrayList<>();
    stories.forEach(story -> lines.addAll(story.lines()));
    lines.sort(Comparator.comparing(Line::at)); // Stable: causes stay before their effects.
    Optional<Next> next =
        stories.stream()
            .flatMap(story -> story.next().stream())
            .min(Comparator.comparing(Next::at));
    return new History(lines, next);
  }

  private EventStory story(Tx tx, Event event, Instant complete) {
    List<EventStory.Told> told =
        deliveries.ofEvent(tx, event.id()).stream()
            .map(delivery -> new EventStory.Told(delivery, deliveries.attempts(tx, delivery.id())))
            .toList();
    return new EventStory(event, told, !event.createdAt().isBefore(complete), directory.stored(tx));
  }
}
