package dev.tillgate.mockpsp.store;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The one way JSON is read and written here; every document is an object. */
public final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  /** An empty object to fill. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Reads an object; anything else is an {@link IllegalArgumentException}. */
  public static ObjectNode parse(String text) {
    JsonNode node;
    try {
      node = MAPPER.readTree(text);
    } catch (tools.jackson.core.JacksonException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException("not a JSON object");
  }

  /** Writes it on one line. */
  public static String write(JsonNode node) {
    return MAPPER.writeValueAsString(node);
  }
}
