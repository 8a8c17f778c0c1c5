package dev.tillgate.gateway.webhook;

import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.webhook.delivery.Attempt;
import dev.tillgate.gateway.webhook.delivery.Delivery;
import dev.tillgate.gateway.webhook.delivery.DeliveryView;
import dev.tillgate.gateway.webhook.endpoint.Endpoint;
import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One event as a story for people: what it was, who was told or why not, how each send went. */
final class EventStory {
  private final Event event;
  private final List<Told> told;
  private final boolean complete;
  private final Map<EndpointId, Endpoint> endpoints;

  /** One receiver's delivery with its attempts. */
  record Told(Delivery delivery, List<Attempt> attempts) {
    Told {
      attempts = List.copyOf(attempts);
    }
  }

  /**
   * The story of the event.
   *
   * @param complete whether {@code told} is everyone: of an old event some deliveries may be gone
   */
  EventStory(Event event, List<Told> told, boolean complete, List<Endpoint> endpoints) {
    this.event = event;
    this.told = told;
    this.complete = complete;
    this.endpoints =
        endpoints.stream().collect(Collectors.toMap(Endpoint::id, Function.identity()));
  }

  List<EventLog.Line> lines() {
    List<EventLog.Line> lines = new ArrayList<>();
    lines.add(published());
    if (complete) {
      lines.addAll(missed());
    }
    for (Told each : told) {
      lines.add(queued(each.delivery()));
      each.attempts().forEach(attempt -> lines.add(attempted(each.delivery(), attempt)));
      ended(each.delivery()).ifPresent(lines::add);
    }
    return lines;
  }

  Optional<EventLog.Next> next() {
    return told.stream()
        .map(Told::delivery)
        .filter(delivery -> delivery.status().isOpen())
        .map(this::next)
        .min(Comparator.comparing(EventLog.Next::at));
  }

  private EventLog.Next next(Delivery delivery) {
    String text =
        "%s goes to %s, attempt %d"
            .formatted(
                event.type(),
                name(delivery.endpointId()),
                delivery.attempts() + (delivery.claimed() ? 0 : 1));
    Instant paused = pausedUntil(delivery.endpointId());
    return new EventLog.Next(paused.isAfter(delivery.dueAt()) ? paused : delivery.dueAt(), text);
  }

  private Instant pausedUntil(EndpointId endpoint) {
    return Optional.ofNullable(endpoints.get(endpoint))
        .map(Endpoint::opensAt)
        .orElse(Instant.EPOCH);
  }

  private EventLog.Line published() {
    ObjectNode details = Json.object().put("event", event.id().value());
    details.put("type", event.type()).put("sequence", event.sequence());
    return new EventLog.Line(
        event.createdAt(), "event.published", event.type() + " was published", details);
  }

  /** The endpoints there were that did not want it, each with the filter that missed. */
  private List<EventLog.Line> missed() {
    Set<EndpointId> matched =
        told.stream().map(each -> each.delivery().endpointId()).collect(Collectors.toSet());
    return endpoints.values().stream()
        .filter(endpoint -> !matched.contains(endpoint.id()))
        .filter(endpoint -> !endpoint.createdAt().isAfter(event.createdAt()))
        .sorted(Comparator.comparing(endpoint -> endpoint.id().value()))
        .map(this::missed)
        .toList();
  }

  private EventLog.Line missed(Endpoint endpoint) {
    List<String> globs = endpoint.settings().eventTypes().globs();
    String why =
        endpoint.settings().eventTypes().matches(event.type())
            ? "it was disabled, or wanted other types, then"
            : "it wants " + String.join(", ", globs);
    ObjectNode details = about(endpoint.id());
    ArrayNode types = Json.array();
    globs.forEach(types::add);
    details.set("event_types", types);
    return new EventLog.Line(
        event.createdAt(),
        "event.not_wanted",
        "%s was not told of %s: %s".formatted(name(endpoint.id()), event.type(), why),
        details);
  }

  private EventLog.Line queued(Delivery delivery) {
    return new EventLog.Line(
        delivery.createdAt(),
        "delivery.queued",
        "%s matched %s".formatted(event.type(), name(delivery.endpointId())),
        about(delivery));
  }

  private EventLog.Line attempted(Delivery delivery, Attempt attempt) {
    Attempt.Ended ended = attempt.ended();
    String result = result(ended);
    ObjectNode details = about(delivery);
    details.set("attempt", DeliveryView.of(attempt));
    return new EventLog.Line(
        attempt.startedAt().plus(attempt.latency()),
        "delivery.attempted",
        "attempt %d of %s at %s: %s after %d ms"
            .formatted(
                attempt.number(),
                event.type(),
                name(delivery.endpointId()),
                result,
                attempt.latency().toMillis()),
        details);
  }

  /** What came back, over HTTP a status; elsewhere what went wrong, or the receiver's own words. */
  private static @Nullable String result(Attempt.Ended ended) {
    if (ended.status() != null) {
      return "answered " + ended.status();
    }
    return ended.error() == null ? "answered \"" + ended.reply() + '"' : ended.error();
  }

  private Optional<EventLog.Line> ended(Delivery delivery) {
    return switch (delivery.status()) {
      case PENDING, RETRYING, DELIVERED -> Optional.empty();
      case PARKED, DEAD, CANCELED ->
          Optional.of(
              new EventLog.Line(
                  delivery.updatedAt(),
                  "delivery." + delivery.status().word(),
                  "%s for %s is %s: %s"
                      .formatted(
                          event.type(),
                          name(delivery.endpointId()),
                          delivery.status().word(),
                          delivery.reason()),
                  about(delivery)));
    };
  }

  private ObjectNode about(Delivery delivery) {
    return about(delivery.endpointId())
        .put("delivery", delivery.id().value())
        .put("status", delivery.status().word());
  }

  private ObjectNode about(EndpointId endpoint) {
    return Json.object().put("event", event.id().value()).put("endpoint", endpoint.value());
  }

  /** The endpoint as people know it: by its URL, as long as it has one. */
  private String name(EndpointId id) {
    Endpoint endpoint = endpoints.get(id);
    return endpoint == null ? id.value() : endpoint.settings().url();
  }
}
