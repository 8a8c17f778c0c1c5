package dev.tillgate.gateway.webhook.endpoint;

import dev.tillgate.gateway.platform.Durations;
import dev.tillgate.gateway.platform.http.Fields;
import dev.tillgate.gateway.platform.http.Problem;
import dev.tillgate.gateway.webhook.egress.EgressGuard;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The body of a creation or change of an endpoint, checked field by field. */
final class EndpointForm {
  private static final int URL_MAX = 2_048;
  private static final int TYPES_MAX = 50;
  private static final int TYPE_MAX = 100;
  private static final int DESCRIPTION_MAX = 500;
  private static final int IN_FLIGHT_MAX = 256;
  private static final int HEADERS_MAX = 20;
  private static final int HEADER_NAME_MAX = 100;
  private static final int HEADER_VALUE_MAX = 2_000;
  private static final int WAITS_MAX = 100;
  private static final int WAIT_TEXT_MAX = 40;
  private static final Duration WAIT_MAX = Duration.ofDays(30);
  private static final String[] KNOWN = {
    "url",
    "event_types",
    "description",
    "format",
    "signing",
    "rate_limit",
    "max_in_flight",
    "ordered",
    "headers",
    "retry_waits"
  };

  private final Fields fields;
  private final EgressGuard guard;

  EndpointForm(JsonNode body, EgressGuard guard) {
    this.fields = Fields.of(body, KNOWN);
    this.guard = guard;
    refuseUnsupported();
  }

  /** The settings of a new endpoint. */
  EndpointSettings create() {
    fields.text("url", URL_MAX);
    return over(
        new EndpointSettings(
            "", EventFilter.of(List.of("*")), null, OptionalInt.empty(), Map.of(), List.of()));
  }

  /** The settings with what the body gives in their place. */
  EndpointSettings over(EndpointSettings old) {
    return new EndpointSettings(
        url().orElse(old.url()),
        eventTypes().orElse(old.eventTypes()),
        description(old.description()),
        maxInFlight(old.maxInFlight()),
        fields.has("headers") ? headers() : old.headers(),
        retryWaits().orElse(old.retryWaits()));
  }

  /** What is not honoured yet is refused, never silently ignored. */
  private void refuseUnsupported() {
    only("format", "standard");
    only("signing", "hmac");
    if (fields.has("rate_limit")) {
      throw fields.problem("rate_limit", "is not supported yet");
    }
    if (fields.optionalBoolean("ordered").orElse(false)) {
      throw fields.problem("ordered", "is not supported yet; only false is");
    }
  }

  private void only(String name, String word) {
    if (!fields.optionalText(name, TYPE_MAX).orElse(word).equals(word)) {
      throw fields.problem(name, "is not supported yet; only '" + word + "' is");
    }
  }

  private Optional<String> url() {
    Optional<String> url = fields.optionalText("url", URL_MAX);
    url.flatMap(guard::refusal).ifPresent(why -> refuse("url", why));
    return url;
  }

  private Optional<EventFilter> eventTypes() {
    Optional<List<String>> globs = fields.optionalTexts("event_types", TYPES_MAX, TYPE_MAX);
    if (!globs.orElse(List.of()).stream().allMatch(EventFilter::isGlob)) {
      throw fields.problem(
          "event_types", "must be types such as order.confirmed, or globs such as order.*");
    }
    return globs.map(EventFilter::of);
  }

  private @Nullable String description(@Nullable String old) {
    return fields.has("description") ? fields.text("description", DESCRIPTION_MAX) : old;
  }

  private OptionalInt maxInFlight(OptionalInt old) {
    OptionalLong given = fields.optionalInteger("max_in_flight", 1, IN_FLIGHT_MAX);
    return given.isPresent() ? OptionalInt.of((int) given.getAsLong()) : old;
  }

  private Map<String, String> headers() {
    Map<String, String> headers =
        fields.textMap("headers", HEADERS_MAX, HEADER_NAME_MAX, HEADER_VALUE_MAX);
    CustomHeaders.fault(headers).ifPresent(why -> refuse("headers", why));
    return headers;
  }

  private Optional<List<Duration>> retryWaits() {
    return fields
        .optionalTexts("retry_waits", WAITS_MAX, WAIT_TEXT_MAX)
        .map(texts -> texts.stream().map(this::wait).toList());
  }

  private Duration wait(String text) {
    try {
      Duration wait = Durations.parse(text);
      if (wait.isPositive() && wait.compareTo(WAIT_MAX) <= 0) {
        return wait;
      }
    } catch (IllegalArgumentException notADuration) {
      // One message for both: what was expected.
    }
    throw fields.problem("retry_waits", "must be durations such as 30s, 2m or PT1H, up to 30 days");
  }

  private void refuse(String field, String why) {
    throw fields.problem(field, why);
  }

  /** The overlap of a rotation, 0 to 7 days; one day when the body does not say. */
  static Duration overlap(JsonNode body) {
    Fields fields = Fields.of(body, "overlap");
    String text = fields.optionalText("overlap", WAIT_TEXT_MAX).orElse("PT24H");
    Problem expected = fields.problem("overlap", "must be a duration from PT0S to P7D");
    try {
      Duration overlap = Durations.parse(text);
      if (overlap.compareTo(Duration.ofDays(7)) <= 0) {
        return overlap;
      }
    } catch (IllegalArgumentException notADuration) {
      throw expected;
    }
    throw expected;
  }
}
