package dev.tillgate.gateway.webhook.story;

import dev.tillgate.gateway.platform.Durations;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.webhook.delivery.Attempt;
import dev.tillgate.gateway.webhook.delivery.Delivery;
import dev.tillgate.gateway.webhook.delivery.DeliveryLog;
import dev.tillgate.gateway.webhook.endpoint.Breaker;
import dev.tillgate.gateway.webhook.endpoint.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what an open delivery waits for, by the same rules as the engine lets it wait. */
public final class Waiting {
  private static final double SPREAD = 0.21; // A fifth, and the rounding.

  private final InstantSource clock;
  private final List<Duration> retryWaits;

  /**
   * @param retryWaits for endpoints without a list of their own
   */
  public Waiting(InstantSource clock, List<Duration> retryWaits) {
    this.clock = clock;
    this.retryWaits = List.copyOf(retryWaits);
  }

  /**
   * What holds a delivery back.
   *
   * @param text for a person
   * @param since when it began
   * @param ends when it ends by itself; null when that hangs on something else
   * @param then when the delivery goes on, for a person
   */
  record Hold(String text, Instant since, @Nullable Instant ends, String then) {}

  /** What holds an open delivery back beyond its own due time, if anything does. */
  Optional<Hold> hold(EventStory.Told told) {
    Endpoint endpoint = told.endpoint();
    if (endpoint == null || !told.delivery().status().isOpen()) {
      return Optional.empty();
    }
    if (told.delivery().claimed()) {
      return told.rateHold().map(until -> rate(told.delivery(), endpoint, until));
    }
    return told.ahead()
        .map(ahead -> behind(told.delivery(), endpoint, ahead))
        .or(() -> breaker(told.delivery(), endpoint.breaker()))
        .or(() -> paused(told.delivery(), endpoint));
  }

  private static Hold rate(Delivery delivery, Endpoint endpoint, Instant until) {
    String limit = "the rate limit of " + endpoint.settings().tempo().rateLimit().orElse(0) + "/s";
    return new Hold("held by " + limit, delivery.updatedAt(), until, "as " + limit + " allows");
  }

  private static Hold behind(Delivery delivery, Endpoint endpoint, DeliveryLog.Ahead ahead) {
    String text =
        "waits behind sequence %d of this order, which is %s (policy %s)"
            .formatted(
                ahead.sequence(),
                ahead.status().word(),
                endpoint.settings().tempo().ordering().word());
    String then =
        ahead.status().isOpen()
            ? "when sequence " + ahead.sequence() + " of this order is through"
            : "when a person decides about sequence " + ahead.sequence() + " of this order";
    return new Hold(text, delivery.createdAt(), null, then);
  }

  private static Optional<Hold> breaker(Delivery delivery, Breaker breaker) {
    if (!breaker.isOpen() || delivery.asked()) {
      return Optional.empty();
    }
    String probe = Json.time(breaker.until());
    return Optional.of(
        new Hold(
            DeliveryLog.parkedBy(breaker.since(), breaker.until()),
            later(breaker.since(), delivery.updatedAt()),
            later(breaker.until(), delivery.dueAt()),
            "when the breaker's probe at " + probe + " succeeds"));
  }

  private Optional<Hold> paused(Delivery delivery, Endpoint endpoint) {
    Instant until = endpoint.gate().pausedUntil();
    return until.isAfter(clock.instant()) && !until.isBefore(delivery.dueAt())
        ? Optional.of(
            new Hold(
                "limited until " + Json.time(until) + ": the receiver asked to wait (Retry-After)",
                delivery.updatedAt(),
                until,
                "when the time the receiver asked for is over"))
        : Optional.empty();
  }

  /** Why it is due when it is, for one that nothing else holds back. */
  String due(EventStory.Told told) {
    Delivery delivery = told.delivery();
    if (delivery.claimed()) {
      return "now: it is being sent or is next";
    }
    if (!delivery.dueAt().isAfter(clock.instant())) {
      return "as soon as its turn comes";
    }
    return told.attempts().isEmpty() ? "when it is due" : retry(told);
  }

  /** The schedule's wait, if that is where the due time comes from. */
  private String retry(EventStory.Told told) {
    Attempt last = told.attempts().getLast();
    List<Duration> waits = waits(told.endpoint());
    int number = Math.min(last.number(), waits.size());
    Duration wait = waits.get(number - 1);
    Duration actual =
        Duration.between(last.startedAt().plus(last.latency()), told.delivery().dueAt());
    return Math.abs(actual.toMillis() - wait.toMillis()) <= SPREAD * wait.toMillis() + 1
        ? "about %s after attempt %d (retry wait %d of %d)"
            .formatted(Durations.text(wait), last.number(), number, waits.size())
        : "at the time that was set for it after attempt " + last.number();
  }

  private List<Duration> waits(@Nullable Endpoint endpoint) {
    List<Duration> own = endpoint == null ? List.of() : endpoint.settings().tempo().retryWaits();
    return own.isEmpty() ? retryWaits : own;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
