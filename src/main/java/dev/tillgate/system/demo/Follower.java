package dev.tillgate.system.demo;

import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/** Reads an order's timeline over and over, and tells each line once, soon after it was written. */
final class Follower {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** True, but more than a person wants to read here. */
  private static final Set<String> LEFT_OUT = Set.of("event.not_wanted", "delivery.queued");

  private final Shop shop;
  private final Audience audience;
  private final Terminal out;
  private final String order;
  private final Set<String> told = new HashSet<>();

  Follower(Shop shop, Audience audience, Terminal out, String order) {
    this.shop = shop;
    this.audience = audience;
    this.out = out;
    this.order = order;
  }

  String order() {
    return order;
  }

  /** Tells what comes until it is enough, and the rest that is there by then. */
  void tellUntil(String what, BooleanSupplier enough) {
    Poll.until(
        what,
        PATIENCE,
        () -> {
          boolean isEnough = enough.getAsBoolean(); // Before the last reading, so that it has all.
          tellNew();
          return isEnough;
        });
  }

  private void tellNew() {
    JsonNode lines = shop.timeline(order).path("data");
    for (JsonNode line : lines) {
      Instant at = at(line);
      String kind = line.path("kind").asString();
      String text = audience.named(line.path("text").asString());
      if (!LEFT_OUT.contains(kind) && told.add(at + kind + text)) {
        String what = kind.substring(0, kind.indexOf('.'));
        out.happened(Duration.between(at(lines.path(0)), at).toMillis(), what, text);
      }
    }
  }

  private static Instant at(JsonNode line) {
    return Instant.parse(line.path("at").asString());
  }
}
