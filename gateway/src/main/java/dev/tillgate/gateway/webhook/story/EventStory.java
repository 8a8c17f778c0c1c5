package dev.tillgate.gateway.webhook.story;

import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.webhook.delivery.Attempt;
import dev.tillgate.gateway.webhook.delivery.Delivery;
import dev.tillgate.gateway.webhook.delivery.DeliveryLog;
import dev.tillgate.gateway.webhook.delivery.DeliveryStatus;
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
  private final Waiting waiting;
  private final Map<EndpointId, Endpoint> endpoints;

  /**
   * One receiver's delivery with all that says how it stands.
   *
   * @param endpoint null when it was deleted
   * @param ahead what stands before it in its order
   * @param rateHold until when only the rate limit holds it
   */
  record Told(
      Delivery delivery,
      List<Attempt> attempts,
      @Nullable Endpoint endpoint,
      Optional<DeliveryLog.Ahead> ahead,
      Optional<Instant> rateHold) {
    Told {
      attempts = List.copyOf(attempts);
    }
  }

  /**
   * The story of the event.
   *
   * @param complete whether {@code told} is everyone: of an old event some deliveries may be gone
   */
  EventStory(
      Event event, List<Told> told, boolean complete, List<Endpoint> endpoints, Waiting waiting) {
    this.event = event;
    this.told = told;
    this.complete = complete;
    this.waiting = waiting;
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
      canceled(each.delivery()).ifPresent(lines::add);
    }
    return lines;
  }

  /** How its deliveries stand now; unlike {@link #lines}, gone when it is over. */
  List<EventLog.Line> standing() {
    return told.stream().flatMap(each -> standing(each).stream()).toList();
  }

  private Optional<EventLog.Line> standing(Told each) {
    Delivery delivery = each.delivery();
    return switch (delivery.status()) {
      case DELIVERED, CANCELED -> Optional.empty();
      case PARKED, DEAD -> Optional.of(over(delivery));
      case PENDING, RETRYING -> waiting.hold(each).map(hold -> waits(delivery, hold));
    };
  }

  private EventLog.Line waits(Delivery delivery, Waiting.Hold hold) {
    ObjectNode details = about(delivery);
    details.put("reason", hold.text()).put("until", Json.timeOrNull(hold.ends()));
    String text = "%s for %s: %s".formatted(event.type(), name(delivery.endpointId()), hold.text());
    return new EventLog.Line(hold.since(), "delivery.waiting", text, details);
  }

  /** The soonest of what is still to come; empty when nothing more will happen. */
  Optional<EventLog.Next> next() {
    return told.stream().flatMap(each -> next(each).stream()).min(EventLog.Next.SOONEST);
  }

  private Optional<EventLog.Next> next(Told each) {
    return switch (each.delivery().status()) {
      case DELIVERED, CANCELED -> Optional.empty();
      case PARKED, DEAD -> Optional.of(person(each));
      case PENDING, RETRYING -> Optional.of(sent(each));
    };
  }

  private EventLog.Next person(Told each) {
    Endpoint endpoint = each.endpoint();
    String why =
        endpoint == null || endpoint.isEnabled()
            ? "it is " + each.delivery().status().word() + ": " + each.delivery().reason()
            : "the endpoint is disabled: " + endpoint.gate().disabledReason();
    String name = name(each.delivery().endpointId());
    return new EventLog.Next(
        null, "%s for %s waits for a person: %s".formatted(event.type(), name, why));
  }

  private EventLog.Next sent(Told each) {
    Delivery delivery = each.delivery();
    Optional<Waiting.Hold> hold = waiting.hold(each);
    String text =
        "%s goes to %s, attempt %d, %s"
            .formatted(
                event.type(),
                name(delivery.endpointId()),
                delivery.attempts() + (delivery.claimed() ? 0 : 1),
                hold.map(Waiting.Hold::then).orElseGet(() -> waiting.due(each)));
    return new EventLog.Next(hold.isPresent() ? hold.get().ends() : delivery.dueAt(), text);
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

  private Optional<EventLog.Line> canceled(Delivery delivery) {
    return delivery.status() == DeliveryStatus.CANCELED
        ? Optional.of(over(delivery))
        : Optional.empty();
  }

  private EventLog.Line over(Delivery delivery) {
    String status = delivery.status().word();
    String text =
        "%s for %s is %s: %s"
            .formatted(event.type(), name(delivery.endpointId()), status, delivery.reason());
    return new EventLog.Line(
        delivery.updatedAt(), "delivery." + status, text, about(delivery).put("status", status));
  }

  private ObjectNode about(Delivery delivery) {
    return about(delivery.endpointId()).put("delivery", delivery.id().value());
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
