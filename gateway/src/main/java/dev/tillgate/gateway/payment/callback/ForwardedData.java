package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.platform.http.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code data} of a forwarded callback's event. The body stands in it as it can be read: as
 * JSON, else as a text when it is UTF-8, else in base64; {@code body_encoding} says which.
 */
final class ForwardedData {
  /** How many levels the event stands around the body: the event itself, its data, an array. */
  private static final int LEVELS_AROUND = 3;

  private ForwardedData() {}

  static ObjectNode of(Callback callback) {
    Callback.Envelope envelope = callback.envelope();
    ObjectNode data =
        Json.object()
            .put("source", callback.provider())
            .put("provider_event_id", callback.origin().eventId())
            .put("provider_event_type", callback.type())
            .put("occurred_at", envelope.occurredAt().map(Json::time).orElse(null))
            .put("content_type", envelope.contentType().orElse(null));
    addBody(data, callback.body());
    return data;
  }

  private static void addBody(ObjectNode data, byte[] body) {
    Optional<JsonNode> json = json(body);
    if (json.isPresent()) {
      data.put("body_encoding", "json").set("body", json.get());
      return;
    }
    Optional<String> text = text(body);
    data.put("body_encoding", text.isPresent() ? "text" : "base64")
        .put("body", text.orElseGet(() -> Base64.getEncoder().encodeToString(body)));
  }

  /**
   * The body as JSON if it can be read again where it is going to stand: one level too many would
   * spoil every list of events.
   */
  private static Optional<JsonNode> json(byte[] body) {
    try {
      JsonNode json = Json.parse(body);
      JsonNode framed = json;
      for (int level = 0; level < LEVELS_AROUND; level++) {
        framed = Json.array().add(framed);
      }
      Json.parse(Json.bytes(framed));
      return Optional.of(json);
    } catch (JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(byte[] body) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
