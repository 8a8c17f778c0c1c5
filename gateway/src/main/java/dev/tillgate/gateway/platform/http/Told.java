package dev.tillgate.gateway.platform.http;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What a stream tells, as one reading found it.
 *
 * @param lines what happened, oldest first; once told, a line stays as it is
 * @param now how things stand; each reading's replaces the one before
 */
public record Told(List<JsonNode> lines, JsonNode now) {
  public Told {
    lines = List.copyOf(lines);
  }

  /**
   * The keys of the lines that a client has which got the id last. Nothing when it is not certain,
   * because a line came in between: then it gets all of them again rather than one too few.
   */
  Set<String> upTo(String lastEventId) {
    Set<String> keys = new LinkedHashSet<>();
    for (JsonNode line : lines) {
      keys.add(ETags.of(line));
      if (id(keys).equals(lastEventId)) {
        return keys;
      }
    }
    return new LinkedHashSet<>();
  }

  /** The lines whose keys are not among those sent, as events; adds them. */
  String news(Set<String> sent) {
    StringBuilder text = new StringBuilder();
    for (JsonNode line : lines) {
      if (sent.add(ETags.of(line))) {
        text.append("id: ").append(id(sent)).append("\nevent: line\ndata: ");
        text.append(Json.text(line)).append("\n\n");
      }
    }
    return text.toString();
  }

  /** How things stand, as an event without an id. */
  String standing() {
    return "event: now\ndata: " + Json.text(now) + "\n\n";
  }

  /** How many lines and which, in whatever order they came. */
  private static String id(Set<String> keys) {
    long sum = keys.stream().mapToLong(Told::number).sum();
    return keys.size() + "-" + Long.toHexString(sum);
  }

  /** The first half of the tag inside its quotation mark. */
  private static long number(String etag) {
    return Long.parseUnsignedLong(etag, 1, 17, 16);
  }
}
