package dev.tillgate.mockpsp.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The decoded parameters of a request, or one bracketed group of them. A value that is not of the
 * type asked for is an {@link ApiError} that names it the way the caller wrote it.
 */
public final class Params implements Value {
  private final String path;
  private final Map<String, Value> values;

  Params(String path, Map<String, Value> values) {
    this.path = path;
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The names that were sent, in their order. */
  public Set<String> names() {
    return values.keySet();
  }

  /** Whether it was sent, be it empty. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The text as sent; an empty text means "unset". */
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name))
        .map(value -> {
          if (value instanceof Text text) {
            return text.value();
          }
          throw ApiError.invalid("Invalid string: " + name(name), name(name), null);
        });
  }

  /** The text, unless it is empty. */
  public Optional<String> given(String name) {
    return text(name).filter(text -> !text.isEmpty());
  }

  /** A whole number; an empty text counts as not sent. */
  public OptionalLong integer(String name) {
    Optional<String> text = given(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text.get()));
    } catch (NumberFormatException e) {
      throw ApiError.invalid(
          "Invalid integer: " + text.get(), name(name), "parameter_invalid_integer");
    }
  }

  /** {@code true} or {@code false}; the official Python library writes them {@code True}. */
  public Optional<Boolean> flag(String name) {
    return given(name)
        .map(text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "true" -> true;
              case "false" -> false;
              default -> throw ApiError.invalid("Invalid boolean: " + text, name(name), null);
            });
  }

  /** One of a few words. */
  public Optional<String> oneOf(String name, String... words) {
    Optional<String> text = given(name);
    if (text.isPresent() && !List.of(words).contains(text.get())) {
      throw ApiError.invalid(
          "Invalid %s: must be one of %s".formatted(name, String.join(", ", words)),
          name(name),
          null);
    }
    return text;
  }

  /** {@code name[…]=…}; empty when not sent or unset. */
  public Params group(String name) {
    Value value = values.getOrDefault(name, new Text(""));
    return switch (value) {
      case Params params -> params;
      case Text(String text) when text.isEmpty() -> new Params(name(name), Map.of());
      case Text ignored -> throw ApiError.invalid("Invalid object", name(name), null);
    };
  }

  /** {@code name[]=…} or {@code name[0]=…}; empty when not sent. */
  public List<String> texts(String name) {
    Params group = group(name);
    List<String> texts = new ArrayList<>();
    group.names().forEach(index -> group.given(index).ifPresent(texts::add));
    return texts;
  }

  /** How the caller would write a parameter of this group. */
  public String name(String name) {
    return path.isEmpty() ? name : path + "[" + name + "]";
  }

  /** The text under a full name, such as {@code metadata[order_id]}; empty when not sent. */
  public Optional<String> flat(String fullName) {
    return Optional.ofNullable(flat().get(fullName));
  }

  /** Every value under its full name, sorted: two requests mean the same if these are equal. */
  public SortedMap<String, String> flat() {
    SortedMap<String, String> flat = new TreeMap<>();
    values.forEach((name, value) -> {
      switch (value) {
        case Params params -> flat.putAll(params.flat());
        case Text(String text) -> flat.put(name(name), text);
      }
    });
    return flat;
  }
}
