package dev.tillgate.gateway.webhook.endpoint;

import dev.tillgate.gateway.platform.Durations;
import dev.tillgate.gateway.platform.http.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The part of an endpoint's form that says how fast it is sent to. */
final class TempoForm {
  private static final int WAITS_MAX = 100;
  private static final int WAIT_TEXT_MAX = 40;
  private static final int IN_FLIGHT_MAX = 256;
  private static final int RATE_MAX = 10_000;
  private static final int POLICY_MAX = 20;
  private static final Duration WAIT_MAX = Duration.ofDays(30);

  private final Fields fields;

  TempoForm(Fields fields) {
    this.fields = fields;
  }

  /** The tempo with what the body gives in its place. */
  Tempo over(Tempo old) {
    return new Tempo(
        maxInFlight(old.maxInFlight()),
        rateLimit(old.rateLimit()),
        retryWaits().orElse(old.retryWaits()),
        ordering(old.ordering()));
  }

  private OptionalInt maxInFlight(OptionalInt old) {
    OptionalLong given = fields.optionalInteger("max_in_flight", 1, IN_FLIGHT_MAX);
    return given.isPresent() ? OptionalInt.of((int) given.getAsLong()) : old;
  }

  /** Zero lifts a limit, since null stands for leaving things as they are. */
  private OptionalInt rateLimit(OptionalInt old) {
    OptionalLong given = fields.optionalInteger("rate_limit", 0, RATE_MAX);
    if (given.isEmpty()) {
      return old;
    }
    return given.getAsLong() == 0 ? OptionalInt.empty() : OptionalInt.of((int) given.getAsLong());
  }

  private Ordering ordering(Ordering old) {
    boolean ordered = fields.optionalBoolean("ordered").orElse(old != Ordering.ANY);
    Optional<String> policy = fields.optionalText("ordered_policy", POLICY_MAX);
    if (!List.of("block", "skip").containsAll(policy.stream().toList())) {
      throw fields.problem("ordered_policy", "must be block or skip");
    }
    if (!ordered && policy.isPresent()) {
      throw fields.problem("ordered_policy", "is for ordered endpoints only");
    }
    Ordering present = old == Ordering.ANY ? Ordering.BLOCK : old;
    return ordered ? policy.map(Ordering::of).orElse(present) : Ordering.ANY;
  }

  private Optional<List<Duration>> retryWaits() {
    return fields
        .optionalTexts("retry_waits", WAITS_MAX, WAIT_TEXT_MAX)
        .map(texts -> texts.stream().map(this::wait).toList());
  }

  private Duration wait(String text) {
    try {
      Duration wait = Durations.parse(text);
      if (wait.isPositive() && wait.compareTo(WAIT_MAX) <= 0) {
        return wait;
      }
    } catch (IllegalArgumentException notADuration) {
      // One message for both: what was expected.
    }
    throw fields.problem("retry_waits", "must be durations such as 30s, 2m or PT1H, up to 30 days");
  }
}
