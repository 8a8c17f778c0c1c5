package dev.tillgate.gateway.payment.stripe;

import dev.tillgate.gateway.platform.http.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A JSON object of Stripe's. Members we do not ask for are not looked at, so other API versions
 * read as well; one that we need and that is missing or of another type is an
 * IllegalArgumentException with its name.
 */
record StripeObject(JsonNode node) {
  StripeObject {
    if (!node.isObject()) {
      throw new IllegalArgumentException("not a JSON object");
    }
  }

  /** Reads a whole body. */
  static StripeObject parse(byte[] body) {
    try {
      return new StripeObject(Json.parse(body));
    } catch (JacksonException e) {
      // The parser's own words might quote the body.
      throw new IllegalArgumentException("not one well-formed JSON value");
    }
  }

  /** Reads a whole body if it is an object; a page of some other server is none. */
  static Optional<StripeObject> find(byte[] body) {
    try {
      return Optional.of(parse(body));
    } catch (IllegalArgumentException notAnObject) {
      return Optional.empty();
    }
  }

  String text(String name) {
    return optionalText(name).orElseThrow(() -> missing(name, "a text"));
  }

  /** Empty also for JSON null, the empty text and other types: Stripe's optional members vary. */
  Optional<String> optionalText(String name) {
    JsonNode member = node.path(name);
    return member.isString() && !member.stringValue().isEmpty()
        ? Optional.of(member.stringValue())
        : Optional.empty();
  }

  /** Puts every member that is a text into the map. */
  void copyTexts(Map<String, String> into) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (member.getValue().isString()) {
        into.put(member.getKey(), member.getValue().stringValue());
      }
    }
  }

  long integer(String name) {
    JsonNode member = node.path(name);
    if (!member.isIntegralNumber() || !member.canConvertToLong()) {
      throw missing(name, "an integer");
    }
    return member.longValue();
  }

  boolean flag(String name) {
    JsonNode member = node.path(name);
    if (!member.isBoolean()) {
      throw missing(name, "true or false");
    }
    return member.booleanValue();
  }

  /** Empty when there is none, or when it is no object (Stripe shows some as a bare id). */
  Optional<StripeObject> child(String name) {
    JsonNode member = node.path(name);
    return member.isObject() ? Optional.of(new StripeObject(member)) : Optional.empty();
  }

  /** The objects of a list. */
  List<StripeObject> objects(String name) {
    if (!node.path(name).isArray()) {
      throw missing(name, "a list");
    }
    return node.path(name).valueStream().map(StripeObject::new).toList();
  }

  private static IllegalArgumentException missing(String name, String expected) {
    return new IllegalArgumentException("'" + name + "' is not " + expected);
  }
}
