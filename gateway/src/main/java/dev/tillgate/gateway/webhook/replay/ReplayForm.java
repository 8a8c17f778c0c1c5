package dev.tillgate.gateway.webhook.replay;

import dev.tillgate.gateway.platform.http.Fields;
import dev.tillgate.gateway.webhook.endpoint.Endpoint;
import dev.tillgate.gateway.webhook.endpoint.EventFilter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The body that asks for a replay, checked field by field. */
final class ReplayForm {
  private static final int TEXT_MAX = 100;
  private static final int TYPES_MAX = 50;
  private static final long RATE_DEFAULT = 50;
  private static final long RATE_MAX = 1_000;

  private final Fields fields;

  ReplayForm(JsonNode body) {
    fields = Fields.of(body, "endpoint", "from", "to", "event_types", "status", "rate", "dry_run");
  }

  /**
   * What is to be sent again.
   *
   * @param endpoints finds an endpoint that was not deleted
   */
  Selection selection(Function<String, Optional<Endpoint>> endpoints) {
    ReplayScope scope = scope();
    Selection.Range range = range();
    Optional<EventFilter> asked = types();
    Endpoint endpoint =
        endpoints
            .apply(fields.text("endpoint", TEXT_MAX))
            .orElseThrow(() -> fields.problem("endpoint", "must be the id of an endpoint"));
    return new Selection(
        endpoint.id(), scope, asked.orElseGet(() -> usual(scope, endpoint)), range);
  }

  /** New deliveries a second, 1 to 1000. */
  int rate() {
    return Math.toIntExact(fields.optionalInteger("rate", 1, RATE_MAX).orElse(RATE_DEFAULT));
  }

  boolean isDryRun() {
    return fields.optionalBoolean("dry_run").orElse(false);
  }

  /** What died was wanted once, whatever the endpoint wants now. */
  private static EventFilter usual(ReplayScope scope, Endpoint endpoint) {
    return switch (scope) {
      case DEAD -> EventFilter.of(List.of("*"));
      case ANY -> endpoint.settings().eventTypes();
    };
  }

  private ReplayScope scope() {
    String word = fields.optionalText("status", TEXT_MAX).orElse(ReplayScope.DEAD.word());
    if (!ReplayScope.WORDS.contains(word)) {
      throw fields.problem("status", "must be one of " + String.join(", ", ReplayScope.WORDS));
    }
    return ReplayScope.of(word);
  }

  private Optional<EventFilter> types() {
    Optional<List<String>> globs = fields.optionalTexts("event_types", TYPES_MAX, TEXT_MAX);
    if (!globs.orElse(List.of()).stream().allMatch(EventFilter::isGlob)) {
      throw fields.problem(
          "event_types", "must be types such as order.confirmed, or globs such as order.*");
    }
    return globs.map(EventFilter::of);
  }

  private Selection.Range range() {
    Instant from = fields.optionalTime("from").orElse(null);
    Instant to = fields.optionalTime("to").orElse(null);
    if (from != null && to != null && !from.isBefore(to)) {
      throw fields.problem("to", "must be later than from");
    }
    return new Selection.Range(from, to);
  }
}
