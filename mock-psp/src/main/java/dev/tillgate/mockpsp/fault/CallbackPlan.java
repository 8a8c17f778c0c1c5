package dev.tillgate.mockpsp.fault;

import dev.tillgate.mockpsp.store.Json;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * How callbacks go wrong. What is decided when an event is stored (copies, drops, order, lateness)
 * stays so; what is done to an attempt (stale, badly signed, cut) ends with the plan, so that a
 * retry after it is sound.
 *
 * @param duplicate how many more copies than one each endpoint gets, from 0 to 100
 * @param shuffle whether callbacks due together, within {@link ActivePlan#WINDOW}, are sent one
 *     after the other in an order that the seed decides
 * @param drop the probability from 0 to 1 that a copy is never sent; it is kept as dropped, and is
 *     not tried again unless the event is resent, which this plan then decides about anew
 * @param delay how much later than usual the first attempt is, by the provider's own clock, which a
 *     test may advance; {@code --retry-scale} does not change it
 * @param beforeAnswer whether the callbacks of a request are sent, and answered or refused, before
 *     the request is
 * @param staleBy how much too old the signature's time is; the signature itself is right
 * @param badSignature whether every {@code v1} is wrong
 * @param truncate whether the body ends after half of its characters under the signature of all of
 *     them, as when a proxy cuts a message off: a receiver sees a complete but shorter body
 * @param types only events of these types, where {@code charge.*} means every one about charges;
 *     empty for all
 * @param seed of the generator that decides: the same seed, for the same events in the same order,
 *     decides the same
 */
public record CallbackPlan(
    int duplicate,
    boolean shuffle,
    double drop,
    Duration delay,
    boolean beforeAnswer,
    Duration staleBy,
    boolean badSignature,
    boolean truncate,
    List<String> types,
    long seed) {
  private static final int MOST_COPIES = 100;
  private static final Duration LONGEST = Duration.ofDays(30);
  private static final Set<String> FIELDS =
      Set.of(
          "duplicate",
          "shuffle",
          "drop",
          "delay",
          "before_answer",
          "stale_by",
          "bad_signature",
          "truncate",
          "types",
          "seed");

  public CallbackPlan {
    types = List.copyOf(types);
  }

  /** Reads what the control plane was sent; a plan that names no seed gets this one. */
  static CallbackPlan read(ObjectNode json, long usualSeed) {
    Fields fields = Fields.of(json, FIELDS);
    Duration delay = fields.duration("delay", LONGEST).orElse(Duration.ZERO);
    boolean beforeAnswer = fields.flag("before_answer");
    if (beforeAnswer && delay.isPositive()) {
      throw fields.invalid("delay", "left out with before_answer: they contradict each other");
    }
    return new CallbackPlan(
        (int) fields.whole("duplicate", 0, MOST_COPIES).orElse(0),
        fields.flag("shuffle"),
        fields.probability("drop").orElse(0),
        delay,
        beforeAnswer,
        fields.duration("stale_by", LONGEST).orElse(Duration.ZERO),
        fields.flag("bad_signature"),
        fields.flag("truncate"),
        fields.texts("types"),
        fields.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(usualSeed));
  }

  boolean isFor(String type) {
    return types.isEmpty() || types.stream().anyMatch(wanted -> covers(wanted, type));
  }

  private static boolean covers(String wanted, String type) {
    return wanted.endsWith("*")
        ? type.startsWith(wanted.substring(0, wanted.length() - 1))
        : wanted.equals(type);
  }

  ObjectNode json() {
    ObjectNode json = Json.object().put("duplicate", duplicate).put("shuffle", shuffle);
    json.put("drop", drop).put("before_answer", beforeAnswer);
    json.put("bad_signature", badSignature).put("truncate", truncate).put("seed", seed);
    if (delay.isPositive()) {
      json.put("delay", delay.toString());
    }
    if (staleBy.isPositive()) {
      json.put("stale_by", staleBy.toString());
    }
    types.forEach(json.putArray("types")::add);
    return json;
  }
}
