package dev.tillgate.mockpsp.live;

import dev.tillgate.mockpsp.live.LiveView.FaultRow;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A fault in words. */
final class FaultText {
  private FaultText() {}

  static FaultRow row(ObjectNode fault) {
    return new FaultRow(
        fault.path("id").asString(), what(fault), match(fault.path("match")), counts(fault));
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
