package dev.tillgate.gateway.webhook.sending;

import dev.tillgate.gateway.platform.http.Json;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event as CloudEvents 1.0 in structured mode, with the Sequence extension. Made of the frozen
 * bytes alone, and JSON is always written the same way, so that each attempt sends the same bytes.
 */
final class CloudEvent {
  private static final String SOURCE = "/tillgate";
  private static final String TYPE_PREFIX = "dev.tillgate.";

  private CloudEvent() {}

  /** The cloud event for what {@code Events.freeze} made. */
  static byte[] of(byte[] frozen) {
    JsonNode event = Json.parse(frozen);
    ObjectNode cloudEvent = attributes(event);
    cloudEvent.set("data", event.path("data"));
    return Json.bytes(cloudEvent);
  }

  private static ObjectNode attributes(JsonNode event) {
    ObjectNode attributes = Json.object();
    attributes.put("specversion", "1.0");
    attributes.put("id", event.path("id").asString());
    attributes.put("source", SOURCE);
    attributes.put("type", TYPE_PREFIX + event.path("type").asString());
    attributes.put("time", event.path("timestamp").asString());
    attributes.put("datacontenttype", "application/json");
    JsonNode order = event.at("/data/order/id");
    if (order.isString()) {
      attributes.put("subject", order.asString());
    }
    if (event.path("sequence").isNumber()) {
      sequence(attributes, event.path("sequence").asLong());
    }
    return attributes;
  }

  /** Ten digits, for the extension wants a text that sorts as the numbers do. */
  private static void sequence(ObjectNode attributes, long sequence) {
    attributes.put("sequence", String.format(Locale.ROOT, "%010d", sequence));
    attributes.put("sequencetype", "Integer");
  }
}
