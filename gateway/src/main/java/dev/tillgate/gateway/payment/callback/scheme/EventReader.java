package dev.tillgate.gateway.payment.callback.scheme;

import dev.tillgate.gateway.platform.http.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads which events a verified callback brings. */
@FunctionalInterface
interface EventReader {
  /**
   * Reads a body whose signature held.
   *
   * @throws IllegalArgumentException when an event has no id or type, saying what is missing
   */
  List<SignedEvent> read(Delivery delivery);

  /** The one event whose parts stand at these places. */
  static EventReader of(Part id, Part type, Part time) {
    return delivery -> {
      JsonNode body = json(delivery.body());
      return List.of(
          new SignedEvent(
              id.find(delivery, body).orElse(""),
              type.find(delivery, body).orElse(""),
              time.find(delivery, body).flatMap(EventReader::instant)));
    };
  }

  /** Where a part of an event stands. */
  @FunctionalInterface
  interface Part {
    /** No provider's word. */
    Part NONE = (delivery, body) -> Optional.empty();

    /**
     * Looks there.
     *
     * @param body the body as JSON; a missing node when it is none
     */
    Optional<String> find(Delivery delivery, JsonNode body);

    /** A header nobody signs. */
    static Part header(String name) {
      return (delivery, body) -> delivery.unsignedHeader(name);
    }

    /** A text or a whole number in the body, such as {@code /data/id} (RFC 6901). */
    static Part json(String pointer) {
      return (delivery, body) -> text(body.at(pointer));
    }

    /** Always the same. */
    static Part fixed(String value) {
      return (delivery, body) -> Optional.of(value);
    }

    default Part or(Part other) {
      return (delivery, body) -> find(delivery, body).or(() -> other.find(delivery, body));
    }
  }

  /** The body as JSON, or a missing node: not every provider sends JSON. */
  static JsonNode json(byte[] body) {
    try {
      return Json.parse(body);
    } catch (JacksonException | IllegalArgumentException e) {
      return Json.object().path("");
    }
  }

  /** A text or a whole number as text; empty for the empty text and anything else. */
  static Optional<String> text(JsonNode node) {
    if (node.isString()) {
      return Optional.of(node.stringValue()).filter(text -> !text.isEmpty());
    }
    return node.isIntegralNumber() && node.canConvertToLong()
        ? Optional.of(Long.toString(node.longValue()))
        : Optional.empty();
  }

  /** Seconds since the epoch in at most 12 digits, or an RFC 3339 time; empty for any other. */
  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(
          text.matches("[0-9]{1,12}")
              ? Instant.ofEpochSecond(Long.parseLong(text))
              : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
