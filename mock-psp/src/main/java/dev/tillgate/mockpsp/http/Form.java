package dev.tillgate.mockpsp.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Form encoding as the provider reads it: decode first, then split the brackets, so that {@code
 * a%5Bb%5D=c} is {@code a[b]=c}. {@code a[]=x} takes the next free index.
 */
public final class Form {
  private static final int DEEPEST = 8;
  private static final int MOST = 1000;

  private Form() {}

  /** Decodes a query string or a body; an {@link ApiError} when it is not one. */
  public static Params decode(String form) {
    Map<String, Object> root = new LinkedHashMap<>();
    List<String> pairs = List.of(form.split("&"));
    if (pairs.size() > MOST) {
      throw ApiError.invalid("Too many parameters.", null, null);
    }
    for (String pair : pairs) {
      if (!pair.isEmpty()) {
        putPair(root, pair);
      }
    }
    return freeze("", root);
  }

  private static void putPair(Map<String, Object> root, String pair) {
    int equals = pair.indexOf('=');
    String name = unescape(equals < 0 ? pair : pair.substring(0, equals));
    put(root, split(name), equals < 0 ? "" : unescape(pair.substring(equals + 1)));
  }

  private static String unescape(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiError.invalid("Invalid percent-encoding in: " + text, null, null);
    }
  }

  /**
   * {@code a[b][]} becomes a, b and the empty name; brackets that do not match stay in the name.
   */
  private static List<String> split(String name) {
    int open = name.indexOf('[');
    if (open <= 0 || !name.endsWith("]")) {
      return List.of(name);
    }
    List<String> steps = new ArrayList<>(List.of(name.substring(0, open)));
    steps.addAll(List.of(name.substring(open + 1, name.length() - 1).split("]\\[", -1)));
    if (steps.size() > DEEPEST) {
      throw ApiError.invalid("Parameters are nested too deeply.", steps.getFirst(), null);
    }
    return steps;
  }

  private static void put(Map<String, Object> group, List<String> steps, String value) {
    String step = steps.getFirst();
    String name = step.isEmpty() ? String.valueOf(group.size()) : step;
    if (steps.size() == 1) {
      group.put(name, value);
    } else {
      put(groupIn(group, name), steps.subList(1, steps.size()), value);
    }
  }

  @SuppressWarnings("unchecked") // only put() fills these maps: a value is a text or such a map
  private static Map<String, Object> groupIn(Map<String, Object> group, String name) {
    Object present = group.get(name);
    if (present instanceof Map) {
      return (Map<String, Object>) present;
    }
    Map<String, Object> fresh = new LinkedHashMap<>();
    group.put(name, fresh);
    return fresh;
  }

  @SuppressWarnings("unchecked") // as above
  private static Params freeze(String path, Map<String, Object> group) {
    Params names = new Params(path, Map.of());
    Map<String, Value> values = new LinkedHashMap<>();
    group.forEach((name, value) ->
        values.put(
            name,
            value instanceof Map
                ? freeze(names.name(name), (Map<String, Object>) value)
                : new Text((String) value)));
    return new Params(path, values);
  }
}
