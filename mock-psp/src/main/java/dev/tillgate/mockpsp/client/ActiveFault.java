package dev.tillgate.mockpsp.client;

import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * A rule in force; a snapshot.
 *
 * @param seed with which it decides the same again
 * @param matched how many requests it was meant for
 * @param applied how many of them it broke
 * @param remaining how many it may still break; empty for all
 */
public record ActiveFault(
    String id, long seed, long matched, long applied, OptionalLong remaining) {

  static ActiveFault read(JsonNode json) {
    JsonNode remaining = json.path("remaining");
    return new ActiveFault(
        json.path("id").asString(),
        json.path("seed").asLong(),
        json.path("matched").asLong(),
        json.path("applied").asLong(),
        remaining.isNumber() ? OptionalLong.of(remaining.asLong()) : OptionalLong.empty());
  }
}
