package dev.tillgate.gateway.webhook.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * How fast an endpoint is sent to.
 *
 * @param maxInFlight sends at a time, at most; empty for the gateway's default
 * @param rateLimit sends begun in a second, at most; empty for no limit
 * @param retryWaits wait after each failed attempt, in order; empty for the gateway's own list
 */
public record Tempo(
    OptionalInt maxInFlight, OptionalInt rateLimit, List<Duration> retryWaits, Ordering ordering) {
  /** As the gateway does by default. */
  public static final Tempo FREE =
      new Tempo(OptionalInt.empty(), OptionalInt.empty(), List.of(), Ordering.ANY);

  public Tempo {
    retryWaits = List.copyOf(retryWaits);
  }
}
