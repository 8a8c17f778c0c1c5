package dev.tillgate.gateway.webhook.story;

import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.delivery.Delivery;
import dev.tillgate.gateway.webhook.delivery.DeliveryLog;
import dev.tillgate.gateway.webhook.endpoint.Endpoint;
import dev.tillgate.gateway.webhook.endpoint.EndpointDirectory;
import dev.tillgate.gateway.webhook.endpoint.Ordering;
import dev.tillgate.gateway.webhook.event.Event;
import dev.tillgate.gateway.webhook.event.EventId;
import dev.tillgate.gateway.webhook.event.Events;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the outbox knows: each event, who was told, what came back, what it waits for now. */
public final class EventLog {
  private final Events events;
  private final EndpointDirectory directory;
  private final Waiting waiting;
  private final RateHold rateHold;
  private final DeliveryLog deliveries = new DeliveryLog();

  /** Until when the engine holds a delivery in memory only because of its endpoint's rate limit. */
  @FunctionalInterface
  public interface RateHold {
    Optional<Instant> heldUntil(Delivery delivery);
  }

  public EventLog(Events events, EndpointDirectory directory, Waiting waiting, RateHold rateHold) {
    this.events = events;
    this.directory = directory;
    this.waiting = waiting;
    this.rateHold = rateHold;
  }

  /**
   * Something that happened, or that is so since then.
   *
   * @param kind starts with {@code event.} or {@code delivery.}
   * @param text one line for a person
   */
  public record Line(Instant at, String kind, String text, JsonNode details) {
    public ObjectNode render() {
      ObjectNode json = Json.object().put("at", Json.time(at));
      json.put("kind", kind).put("text", text).set("details", details);
      return json;
    }
  }

  /**
   * What comes next.
   *
   * @param at when; null when nobody can know, because a person or something else comes first
   */
  public record Next(@Nullable Instant at, String text) {
    /** What has a time comes before what has none. */
    public static final Comparator<Next> SOONEST =
        Comparator.comparing(Next::at, Comparator.nullsLast(Comparator.naturalOrder()));

    public ObjectNode render() {
      return Json.object().put("at", Json.timeOrNull(at)).put("text", text);
    }
  }

  /**
   * A history.
   *
   * @param lines what happened; each stays as it is
   * @param standing how things are now: what deliveries wait for; gone when they wait no more
   * @param next the soonest of what is still to come
   */
  public record History(List<Line> lines, List<Line> standing, Optional<Next> next) {
    public History {
      lines = List.copyOf(lines);
      standing = List.copyOf(standing);
    }

    /** As the API shows it, oldest first. */
    public ObjectNode render() {
      ArrayNode data = Json.array();
      Stream.concat(lines.stream(), standing.stream())
          .sorted(Comparator.comparing(Line::at)) // Stable: causes stay before their effects.
          .forEach(line -> data.add(line.render()));
      ObjectNode history = Json.object();
      history.set("data", data);
      history.set("next", next.map(Next::render).orElse(null));
      return history;
    }
  }

  /** How things stand, for a stream: what is waited for, and what comes next. */
  public static ObjectNode now(History history, Optional<Next> next) {
    return new History(List.of(), history.standing(), next).render();
  }

  /** Reads the order's history; in a reading transaction or a writing one. */
  public History ofOrder(Tx tx, String orderId) {
    Instant complete = events.deliveriesKeptSince(tx);
    return history(
        events.ofOrder(tx, orderId).stream().map(event -> story(tx, event, complete)).toList());
  }

  /** Reads an event's history; empty when there is no such event. */
  public Optional<History> ofEvent(Tx tx, EventId id) {
    Instant complete = events.deliveriesKeptSince(tx);
    return events.byId(tx, id).map(event -> history(List.of(story(tx, event, complete))));
  }

  private static History history(List<EventStory> stories) {
    List<Line> lines = new ArrayList<>();
    List<Line> standing = new ArrayList<>();
    stories.forEach(story -> {
      lines.addAll(story.lines());
      standing.addAll(story.standing());
    });
    lines.sort(Comparator.comparing(Line::at));
    Optional<Next> next =
        stories.stream().flatMap(story -> story.next().stream()).min(Next.SOONEST);
    return new History(lines, standing, next);
  }

  private EventStory story(Tx tx, Event event, Instant complete) {
    List<Endpoint> endpoints = directory.stored(tx);
    List<EventStory.Told> told =
        deliveries.ofEvent(tx, event.id()).stream()
            .map(delivery -> told(tx, delivery, endpoints))
            .toList();
    return new EventStory(event, told, !event.createdAt().isBefore(complete), endpoints, waiting);
  }

  private EventStory.Told told(Tx tx, Delivery delivery, List<Endpoint> endpoints) {
    Optional<Endpoint> endpoint =
        endpoints.stream().filter(each -> each.id().equals(delivery.endpointId())).findFirst();
    Optional<DeliveryLog.Ahead> ahead =
        endpoint
            .filter(found -> delivery.status().isOpen() && found.settings().isOrdered())
            .flatMap(found -> deliveries.ahead(tx, delivery.id(), blocks(found)));
    return new EventStory.Told(
        delivery,
        deliveries.attempts(tx, delivery.id()),
        endpoint.orElse(null),
        ahead,
        rateHold.heldUntil(delivery));
  }

  private static boolean blocks(Endpoint endpoint) {
    return endpoint.settings().tempo().ordering() == Ordering.BLOCK;
  }
}
