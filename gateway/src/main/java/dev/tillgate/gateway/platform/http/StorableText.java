package dev.tillgate.gateway.platform.http;

import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/**
 * Refuses text that JSON can escape but no UTF-8 can carry (half a surrogate pair: two different
 * bodies would become the same one) or no PostgreSQL column can hold (NUL).
 */
final class StorableText {
  private StorableText() {}

  /**
   * Looks through every key and value.
   *
   * @throws Problem 400 when there is such text
   */
  static void refuseOther(JsonNode node) {
    refuseOther(node, StandardCharsets.UTF_8.newEncoder());
  }

  private static void refuseOther(JsonNode node, CharsetEncoder utf8) {
    if (node.isString()) {
      refuseOther(node.stringValue(), utf8);
    }
    node.propertyNames().forEach(name -> refuseOther(name, utf8));
    node.forEach(child -> refuseOther(child, utf8));
  }

  private static void refuseOther(String text, CharsetEncoder utf8) {
    if (text.indexOf('\0') >= 0 || !utf8.canEncode(text)) {
      throw new Problem(
          400, "malformed-json", "The body holds a NUL character or half a surrogate pair.");
    }
  }
}
