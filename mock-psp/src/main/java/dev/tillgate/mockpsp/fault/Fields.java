package dev.tillgate.mockpsp.fault;

import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.store.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a JSON object from outside, asked for by name and type. One that is not known, or
 * not of its type, is an {@link ApiError} that names it; {@code null} counts as not given.
 */
public final class Fields {
  private final String path;
  private final ObjectNode json;

  private Fields(String path, ObjectNode json, Set<String> known) {
    this.path = path;
    this.json = json;
    json.propertyNames().stream()
        .filter(name -> !known.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw ApiError.unknownParameter(path + name);
        });
  }

  /** The fields of an object; any that is not among the known ones is refused. */
  public static Fields of(ObjectNode json, Set<String> known) {
    return new Fields("", json, known);
  }

  /** The fields of an object inside; without fields when it was not given. */
  public Fields group(String name, Set<String> known) {
    return new Fields(path + name + ".", object(name), known);
  }

  /** A text that is not empty. */
  public Optional<String> text(String name) {
    return given(name).map(value -> text(name, value));
  }

  /** One of a few words. */
  public Optional<String> word(String name, List<String> words) {
    Optional<String> text = text(name);
    if (text.isPresent() && !words.contains(text.get())) {
      throw invalid(name, "one of " + String.join(", ", words));
    }
    return text;
  }

  /** A list of texts; empty when not given. */
  public List<String> texts(String name) {
    Optional<JsonNode> list = given(name);
    if (list.isPresent() && !list.get().isArray()) {
      throw invalid(name, "a list of texts");
    }
    return list.stream().flatMap(JsonNode::valueStream).map(value -> text(name, value)).toList();
  }

  /** Texts by name; empty when not given. */
  public Map<String, String> textsByName(String name) {
    Map<String, String> texts = new TreeMap<>();
    object(name)
        .properties()
        .forEach(entry ->
            texts.put(entry.getKey(), text(name + "." + entry.getKey(), entry.getValue())));
    return texts;
  }

  /** {@code true} or {@code false}; the latter when not given. */
  public boolean flag(String name) {
    return given(name)
        .map(value -> {
          if (!value.isBoolean()) {
            throw invalid(name, "true or false");
          }
          return value.asBoolean();
        })
        .orElse(false);
  }

  /** A whole number within these bounds. */
  public OptionalLong whole(String name, long least, long most) {
    Optional<JsonNode> value = given(name);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    JsonNode number = value.get();
    if (!number.isIntegralNumber()
        || !number.canConvertToLong()
        || number.asLong() < least
        || number.asLong() > most) {
      throw invalid(name, "a whole number from %d to %d".formatted(least, most));
    }
    return OptionalLong.of(number.asLong());
  }

  /** A probability: a number from 0 to 1. */
  public OptionalDouble probability(String name) {
    Optional<JsonNode> value = given(name);
    if (value.isEmpty()) {
      return OptionalDouble.empty();
    }
    if (!value.get().isNumber() || value.get().asDouble() < 0 || value.get().asDouble() > 1) {
      throw invalid(name, "a number from 0 to 1");
    }
    return OptionalDouble.of(value.get().asDouble());
  }

  /** An ISO 8601 duration above zero and up to the given one. */
  public Optional<Duration> duration(String name, Duration most) {
    return text(name)
        .map(text -> {
          Duration duration = parsed(text);
          if (duration == null || !duration.isPositive() || duration.compareTo(most) > 0) {
            throw invalid(name, "an ISO 8601 duration such as PT3S, above zero and up to " + most);
          }
          return duration;
        });
  }

  /** Refuses a field for a reason of its own. */
  public ApiError invalid(String name, String needed) {
    return ApiError.invalid(
        "Invalid %s%s: it must be %s.".formatted(path, name, needed), path + name, null);
  }

  /** Refuses what cannot be done without a field. */
  public ApiError missing(String name) {
    return ApiError.missingParameter(path + name);
  }

  private Optional<JsonNode> given(String name) {
    return Optional.ofNullable(json.get(name)).filter(value -> !value.isNull());
  }

  private ObjectNode object(String name) {
    return given(name)
        .map(value -> {
          if (value instanceof ObjectNode object) {
            return object;
          }
          throw invalid(name, "an object");
        })
        .orElseGet(Json::object);
  }

  private String text(String name, JsonNode value) {
    if (!value.isString() || value.asString().isEmpty()) {
      throw invalid(name, "a text that is not empty");
    }
    return value.asString();
  }

  private static @Nullable Duration parsed(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
