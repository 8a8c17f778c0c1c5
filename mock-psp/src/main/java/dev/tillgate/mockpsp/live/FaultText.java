package dev.tillgate.mockpsp.live;

import dev.tillgate.mockpsp.live.LiveView.FaultRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A fault in words. */
final class FaultText {
  private static final Set<String> HIDDEN = Set.of("seed", "types", "counts");

  private FaultText() {}

  static FaultRow row(ObjectNode fault) {
    return new FaultRow(
        fault.path("id").asString(), what(fault), match(fault.path("match")), counts(fault));
  }

  /** How callbacks go wrong: what the plan says that is not usual. */
  static FaultRow plan(ObjectNode plan) {
    List<String> words = new ArrayList<>();
    plan.properties()
        .forEach(entry -> {
          String value = word(entry.getValue());
          if (!HIDDEN.contains(entry.getKey()) && !value.isEmpty()) {
            words.add((entry.getKey().replace('_', ' ') + " " + value).strip());
          }
        });
    List<String> counts = new ArrayList<>();
    plan.path("counts")
        .properties()
        .forEach(entry -> counts.add(entry.getValue() + " " + entry.getKey().replace('_', ' ')));
    String types = plan.path("types").isEmpty() ? "every event" : plan.path("types").toString();
    return new FaultRow(
        "callbacks", "callbacks: " + String.join(", ", words), types, String.join(", ", counts));
  }

  /** A flag is said by its name alone; what is off or zero is not said at all. */
  private static String word(JsonNode value) {
    if (value.isBoolean()) {
      return value.asBoolean() ? " " : "";
    }
    String text = value.asString("");
    return List.of("0", "0.0", "PT0S", "").contains(text) ? "" : text;
  }

  private static String what(ObjectNode fault) {
    String breakage = fault.path("do").asString();
    List<String> words = new ArrayList<>();
    words.add(breakage.equals("status") ? "answer " + fault.path("status").asInt() : breakage);
    if (fault.has("delay")) {
      words.add(fault.path("delay").asString());
    }
    words.add(fault.path("when").asString() + " the effect");
    if (fault.path("probability").asDouble(1) < 1) {
      words.add("with probability " + fault.path("probability").asDouble());
    }
    return String.join(" ", words);
  }

  private static String match(JsonNode match) {
    List<String> words = new ArrayList<>();
    match
        .properties()
        .forEach(entry ->
            words.add(
                entry.getValue().isString()
                    ? entry.getValue().asString()
                    : entry.getKey() + " " + entry.getValue()));
    return words.isEmpty() ? "any request" : String.join(" ", words);
  }

  private static String counts(ObjectNode fault) {
    String applied = fault.path("applied").asLong() + " broken";
    return fault.has("remaining")
        ? applied + ", " + fault.path("remaining").asLong() + " to go"
        : applied;
  }
}
