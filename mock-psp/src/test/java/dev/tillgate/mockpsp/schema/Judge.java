package dev.tillgate.mockpsp.schema;

import dev.tillgate.mockpsp.store.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Judges an answer and every object in it by its kind: valid by the published schema, and with at
 * least the keys of the published sample.
 */
public final class Judge {
  private static final Set<String> LIST_KEYS = Set.of("object", "data", "has_more", "url");

  private final Published published;
  private final Set<String> kinds = new TreeSet<>();
  private final List<String> findings = new ArrayList<>();

  public Judge(Published published) {
    this.published = published;
  }

  /** Judges the text of an answer. */
  public void judge(String answer) {
    String text = answer;
    for (var word : KnownDifferences.NEWER.entrySet()) {
      text = text.replace(word.getKey(), word.getValue());
    }
    ObjectNode body = Json.parse(text);
    if (body.has("error")) {
      judge("error", body);
    } else if (!body.has("object")) {
      findings.add("neither an object nor an error: " + answer);
    }
    walk(body);
  }

  /** The kinds met so far. */
  public Set<String> kinds() {
    return Set.copyOf(kinds);
  }

  /** What was found to be wrong; empty when nothing was. */
  public List<String> findings() {
    return List.copyOf(findings);
  }

  private void walk(JsonNode node) {
    if (node instanceof ObjectNode object && object.path("object").isString()) {
      judge(kindOf(object), object);
    }
    node.values().forEach(this::walk);
  }

  private static String kindOf(ObjectNode object) {
    String kind = object.path("object").asString();
    if (kind.equals("event")) {
      return kind;
    }
    return object.path("deleted").asBoolean(false) ? "deleted_" + kind : kind;
  }

  private void judge(String kind, ObjectNode object) {
    kinds.add(kind.equals("event") ? kind + " " + object.path("type").asString() : kind);
    if (kind.equals("list")) {
      LIST_KEYS.stream()
          .filter(key -> !object.has(key))
          .forEach(key -> findings.add("list lacks " + key + ": " + object));
      return;
    }
    if (published.describes(kind)) {
      published
          .errors(kind, object)
          .forEach(error -> findings.add(kind + ": " + error + " in " + object));
    } else if (published.sample(kind).isMissingNode()) {
      findings.add("nothing is published about " + kind);
    }
    compare(kind, published.sample(kind), object);
  }

  private void compare(String path, JsonNode sample, ObjectNode object) {
    for (String key : sample.propertyNames()) {
      String place = path + "." + key;
      if (object.has(key)) {
        within(place, sample.path(key), object.path(key));
      } else if (!KnownDifferences.ABSENT.containsKey(place)) {
        findings.add(place + " is absent from " + object.path("id").asString(""));
      }
    }
  }

  /** A nested object of a kind of its own is judged as that; a map's keys are the caller's. */
  private void within(String place, JsonNode sample, JsonNode value) {
    boolean plain = !sample.has("object") && !place.endsWith(".metadata");
    if (plain && sample.isObject() && value instanceof ObjectNode nested) {
      compare(place, sample, nested);
    }
  }
}
