package dev.tillgate.system.playground;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A webhook as it arrived.
 *
 * @param id of the event, the same on every attempt
 * @param headers by lower-case name
 * @param body the text that was signed
 * @param arrivedNanos by {@link System#nanoTime()}
 */
public record Message(String id, Map<String, String> headers, String body, long arrivedNanos) {
  private static final JsonMapper MAPPER = new JsonMapper();

  public Message {
    headers = Map.copyOf(headers);
  }

  /** The header, or an empty text. */
  public String header(String lowerCaseName) {
    return headers.getOrDefault(lowerCaseName, "");
  }

  /** The event in it. */
  public JsonNode event() {
    return MAPPER.readTree(body);
  }

  /** The event's type. */
  public String type() {
    return event().path("type").asString("");
  }

  /** The order it is about. */
  public String order() {
    return event().at("/data/order/id").asString("");
  }
}
