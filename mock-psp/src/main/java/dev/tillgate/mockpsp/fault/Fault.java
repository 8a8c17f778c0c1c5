package dev.tillgate.mockpsp.fault;

import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.store.Json;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rule by which requests go wrong.
 *
 * @param afterEffect whether the request is executed, and its first answer kept under its key,
 *     before anything goes wrong; otherwise nothing is executed, or, with {@link Breakage#DELAY},
 *     not yet
 * @param status the answer's, with {@link Breakage#STATUS}; else 0
 * @param delay how long, in real time, it waits before it breaks the answer; maybe zero
 * @param times how many requests it breaks at most; empty for all
 * @param probability that it breaks a request it matches, from 0 to 1
 * @param seed of the generator that decides; the same seed decides the same for the n-th match
 */
public record Fault(
    FaultMatch match,
    boolean afterEffect,
    Breakage breakage,
    int status,
    Duration delay,
    OptionalLong times,
    double probability,
    long seed) {
  private static final Set<String> FIELDS =
      Set.of("match", "when", "do", "status", "delay", "times", "probability", "seed");
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(10);
  private static final long MOST_TIMES = 1_000_000;
  private static final int LEAST_STATUS = 400;
  private static final int MOST_STATUS = 599;
  private static final int DECLINED = 402;

  /** Reads what the control plane was sent; a fault that names no seed gets this one. */
  static Fault read(ObjectNode json, long usualSeed) {
    Fields fields = Fields.of(json, FIELDS);
    Breakage breakage =
        Breakage.of(fields.word("do", Breakage.words()).orElseThrow(() -> fields.missing("do")));
    return new Fault(
        FaultMatch.read(fields),
        fields.word("when", List.of("before", "after")).orElse("before").equals("after"),
        breakage,
        status(fields, breakage),
        delay(fields, breakage),
        fields.whole("times", 1, MOST_TIMES),
        fields.probability("probability").orElse(1),
        fields.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE).orElse(usualSeed));
  }

  /** A decline is a matter of payment methods, and what is no error would lie about the effect. */
  private static int status(Fields fields, Breakage breakage) {
    OptionalLong status = fields.whole("status", LEAST_STATUS, MOST_STATUS);
    if (breakage != Breakage.STATUS) {
      if (status.isPresent()) {
        throw fields.invalid("status", "left out unless do is status");
      }
      return 0;
    }
    if (status.orElseThrow(() -> fields.missing("status")) == DECLINED) {
      throw fields.invalid("status", "another: only a payment method declines");
    }
    return (int) status.getAsLong();
  }

  private static Duration delay(Fields fields, Breakage breakage) {
    Duration delay = fields.duration("delay", LONGEST_DELAY).orElse(Duration.ZERO);
    if (breakage == Breakage.DELAY && delay.isZero()) {
      throw fields.missing("delay");
    }
    return delay;
  }

  /** What the caller gets instead of an answer, with {@link Breakage#STATUS}. */
  public ApiError error() {
    return ApiError.simulated(status);
  }

  ObjectNode json() {
    ObjectNode json = Json.object();
    json.set("match", match.json());
    json.put("when", afterEffect ? "after" : "before").put("do", breakage.wire());
    if (breakage == Breakage.STATUS) {
      json.put("status", status);
    }
    if (!delay.isZero()) {
      json.put("delay", delay.toString());
    }
    times.ifPresent(most -> json.put("times", most));
    return json.put("probability", probability).put("seed", seed);
  }
}
