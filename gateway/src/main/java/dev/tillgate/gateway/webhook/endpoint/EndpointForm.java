package dev.tillgate.gateway.webhook.endpoint;

import dev.tillgate.gateway.platform.http.Fields;
import dev.tillgate.gateway.webhook.destination.EndpointDraft;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The body of a creation or change of an endpoint, checked field by field. */
final class EndpointForm {
  private static final int URL_MAX = 2_048;
  private static final int TYPES_MAX = 50;
  private static final int TYPE_MAX = 100;
  private static final int DESCRIPTION_MAX = 500;
  private static final int HEADERS_MAX = 20;
  private static final int HEADER_NAME_MAX = 100;
  private static final int HEADER_VALUE_MAX = 2_000;
  private static final String[] KNOWN = {
    "url",
    "event_types",
    "description",
    "format",
    "signing",
    "rate_limit",
    "max_in_flight",
    "ordered",
    "ordered_policy",
    "headers",
    "retry_waits"
  };

  private static final List<String> LEADS_ELSEWHERE = List.of("url", "headers", "event_types");

  private final Fields fields;
  private final TempoForm tempo;

  EndpointForm(JsonNode body) {
    this.fields = Fields.of(body, KNOWN);
    this.tempo = new TempoForm(fields);
  }

  /** The settings of a new endpoint. */
  EndpointSettings create() {
    fields.text("url", URL_MAX);
    return over(
        new EndpointSettings("", EventFilter.of(List.of("*")), null, Wire.PLAIN, Tempo.FREE));
  }

  /** The settings with what the body gives in their place. */
  EndpointSettings over(EndpointSettings old) {
    return new EndpointSettings(
        fields.optionalText("url", URL_MAX).orElse(old.url()),
        eventTypes().orElse(old.eventTypes()),
        description(old.description()),
        wire(old.wire()),
        tempo.over(old.tempo()));
  }

  /**
   * Asks about the settings as they would be, if the body gives anything that matters for where
   * they lead.
   */
  EndpointSettings checked(EndpointSettings wanted, DraftCheck check) {
    if (LEADS_ELSEWHERE.stream().anyMatch(fields::has)) {
      EndpointDraft draft =
          new EndpointDraft(wanted.url(), wanted.wire().headers(), wanted.eventTypes().globs());
      check.objection(draft).ifPresent(each -> refuse(each.field(), each.why()));
    }
    return wanted;
  }

  private Wire wire(Wire old) {
    return new Wire(
        word("format", Format.WORDS).map(Format::of).orElse(old.format()),
        word("signing", Signing.WORDS).map(Signing::of).orElse(old.signing()),
        fields.has("headers") ? headers() : old.headers());
  }

  private Optional<String> word(String name, List<String> words) {
    Optional<String> word = fields.optionalText(name, TYPE_MAX);
    if (!words.containsAll(word.stream().toList())) {
      throw fields.problem(name, "must be one of " + String.join(", ", words));
    }
    return word;
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

  private Map<String, String> headers() {
    Map<String, String> headers =
        fields.textMap("headers", HEADERS_MAX, HEADER_NAME_MAX, HEADER_VALUE_MAX);
    CustomHeaders.fault(headers).ifPresent(why -> refuse("headers", why));
    return headers;
  }

  private void refuse(String field, String why) {
    throw fields.problem(field, why);
  }
}
