package dev.tillgate.gateway.platform.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads a JSON object field by field. An unknown field is a 400, a missing one or one of the wrong
 * type or range a 422; both name the JSON pointer. JSON null counts as absent.
 */
public final class Fields {
  private static final int TIME_MAX = 100;

  private final JsonNode node;
  private final String pointer;

  private Fields(JsonNode node, String pointer) {
    this.node = node;
    this.pointer = pointer;
  }

  /** The body's root object, which may have these fields and no others. */
  public static Fields of(JsonNode root, String... known) {
    return at(root, "", known);
  }

  private static Fields at(JsonNode node, String pointer, String... known) {
    if (!node.isObject()) {
      throw invalid(pointer, "must be an object");
    }
    Set<String> names = Set.of(known);
    for (String name : node.propertyNames()) {
      if (!names.contains(name)) {
        throw unknown(pointer + '/' + escape(name));
      }
    }
    return new Fields(node, pointer);
  }

  private static Problem unknown(String at) {
    return new Problem(400, "unknown-field", at + " is not a field of this request.")
        .with("pointer", at);
  }

  public boolean has(String name) {
    return present(name).isPresent();
  }

  /** A required string of 1..max characters. */
  public String text(String name, int max) {
    return optionalText(name, max).orElseThrow(() -> problem(name, "is required"));
  }

  /** A string of 1..max characters, if given. */
  public Optional<String> optionalText(String name, int max) {
    return present(name)
        .map(value -> {
          String text = value.isString() ? value.stringValue() : "";
          if (text.isEmpty() || text.length() > max) {
            throw problem(name, "must be a string of 1 to " + max + " characters");
          }
          return text;
        });
  }

  /**
   * A required whole number within the bounds; {@code 1.0}, {@code 1e3} and {@code "1"} are none.
   */
  public long integer(String name, long min, long max) {
    return optionalInteger(name, min, max).orElseThrow(() -> problem(name, "is required"));
  }

  /** A whole number within the bounds, if given. */
  public OptionalLong optionalInteger(String name, long min, long max) {
    Optional<JsonNode> given = present(name);
    if (given.isEmpty()) {
      return OptionalLong.empty();
    }
    JsonNode value = given.get();
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < min
        || value.longValue() > max) {
      throw problem(name, "must be a whole number from " + min + " to " + max);
    }
    return OptionalLong.of(value.longValue());
  }

  /** An RFC 3339 time of the years 1970 to 9999, in at most 100 characters, if given. */
  public Optional<Instant> optionalTime(String name) {
    return optionalText(name, TIME_MAX)
        .map(text ->
            Times.parse(text)
                .filter(Times::isOurs)
                .orElseThrow(() -> problem(name, Times.EXPECTED)));
  }

  public Optional<Boolean> optionalBoolean(String name) {
    return present(name)
        .map(value -> {
          if (!value.isBoolean()) {
            throw problem(name, "must be true or false");
          }
          return value.booleanValue();
        });
  }

  /** A required object with these fields and no others. */
  public Fields object(String name, String... known) {
    return optionalObject(name, known).orElseThrow(() -> problem(name, "is required"));
  }

  public Optional<Fields> optionalObject(String name, String... known) {
    return present(name).map(value -> at(value, at(name), known));
  }

  /** A required list of 1..max objects with these fields and no others. */
  public List<Fields> objects(String name, int max, String... known) {
    List<Fields> objects = new ArrayList<>();
    for (JsonNode element : list(name, max).orElseThrow(() -> problem(name, "is required"))) {
      objects.add(at(element, at(name) + '/' + objects.size(), known));
    }
    return objects;
  }

  /** A list of 1..max strings of 1..textMax characters, if given. */
  public Optional<List<String>> optionalTexts(String name, int max, int textMax) {
    return list(name, max)
        .map(elements -> {
          List<String> texts = new ArrayList<>();
          for (JsonNode element : elements) {
            if (!isText(element, textMax)) {
              throw problem(name, "must be strings of 1 to " + textMax + " characters");
            }
            texts.add(element.stringValue());
          }
          return List.copyOf(texts);
        });
  }

  private static boolean isText(JsonNode element, int max) {
    return element.isString()
        && !element.stringValue().isEmpty()
        && element.stringValue().length() <= max;
  }

  /** An object of strings, in the order given; empty when absent. */
  public Map<String, String> textMap(String name, int keysMax, int keyMax, int valueMax) {
    Map<String, String> map = new LinkedHashMap<>();
    JsonNode given = present(name).orElse(Json.object());
    if (!given.isObject() || given.size() > keysMax) {
      throw problem(name, "must be an object with at most " + keysMax + " keys");
    }
    given
        .properties()
        .forEach(entry -> map.put(entry.getKey(), mapText(name, entry, keyMax, valueMax)));
    return map;
  }

  private String mapText(String name, Map.Entry<String, JsonNode> entry, int keyMax, int valueMax) {
    if (entry.getKey().isEmpty() || entry.getKey().length() > keyMax) {
      throw problem(name, "must have keys of 1 to " + keyMax + " characters");
    }
    if (!entry.getValue().isString() || entry.getValue().stringValue().length() > valueMax) {
      throw problem(name, "must have strings of at most " + valueMax + " characters as values");
    }
    return entry.getValue().stringValue();
  }

  /** The 422 that says what the field must be. */
  public Problem problem(String name, String expected) {
    return invalid(at(name), expected);
  }

  private static Problem invalid(String at, String expected) {
    String where = at.isEmpty() ? "the body" : at;
    return new Problem(422, "invalid-field", where + ' ' + expected + '.').with("pointer", at);
  }

  private Optional<JsonNode> list(String name, int max) {
    Optional<JsonNode> given = present(name);
    given.ifPresent(value -> {
      if (!value.isArray() || value.isEmpty() || value.size() > max) {
        throw problem(name, "must be a list of 1 to " + max + " elements");
      }
    });
    return given;
  }

  private Optional<JsonNode> present(String name) {
    return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
  }

  private String at(String name) {
    return pointer + '/' + escape(name);
  }

  /** RFC 6901, section 3. */
  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
