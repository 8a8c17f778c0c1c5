package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.platform.Alarm;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.metrics.Metrics;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes down what became of a callback, in the caller's transaction: what cannot be applied yet is
 * put off with a growing wait, and is dead after the last.
 */
final class Outcomes {
  private static final Logger log = LoggerFactory.getLogger(Outcomes.class);

  /** The waits before each new try; after the last the callback is dead. */
  private static final List<Duration> WAITS =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofHours(24));

  private final CallbackStore store;
  private final Outbox outbox;
  private final Awaited awaited;
  private final Alarm alarm;
  private final InstantSource clock;
  private final Metrics metrics;

  Outcomes(
      CallbackStore store,
      Outbox outbox,
      Awaited awaited,
      Alarm alarm,
      InstantSource clock,
      Metrics metrics) {
    this.outbox = outbox;
    this.store = store;
    this.awaited = awaited;
    this.alarm = alarm;
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * Settles it, puts it off, or gives it up when it was put off often enough.
   *
   * @return the verdict, for the log and the counter
   */
  String settle(Tx tx, Callback callback, Callback.Outcome outcome) {
    if (outcome.state() != Callback.State.DEFERRED) {
      return write(tx, callback, outcome, null);
    }
    return callback.tries() < WAITS.size()
        ? write(tx, callback, outcome, clock.instant().plus(WAITS.get(callback.tries())))
        : write(tx, callback, outcome.dead(), null);
  }

  private String write(Tx tx, Callback callback, Callback.Outcome outcome, @Nullable Instant due) {
    if (!store.settle(tx, callback, outcome, due, clock.instant())) {
      return "overtaken";
    }
    if (outcome.state() == Callback.State.DEAD) {
      outbox.publish(tx, "callback.dead", null, about(callback, outcome));
    }
    tx.afterCommit(() -> tell(callback, outcome, due));
    return outcome.reason() == null
        ? outcome.state().word()
        : outcome.state().word() + ':' + outcome.reason();
  }

  private static ObjectNode about(Callback callback, Callback.Outcome outcome) {
    ObjectNode data = Json.object();
    data.putObject("callback")
        .put("id", callback.id())
        .put("provider", callback.provider())
        .put("provider_event_id", callback.origin().eventId())
        .put("type", callback.type())
        .put("tries", callback.tries())
        .put("reason", outcome.reason());
    return data;
  }

  private void tell(Callback callback, Callback.Outcome outcome, @Nullable Instant due) {
    Optional<String> subject = Optional.ofNullable(callback.origin().subject());
    if (due != null) {
      subject.ifPresent(awaited::add);
      alarm.dueAt(due);
    } else if (outcome.state() == Callback.State.DEAD) {
      subject.ifPresent(awaited::remove);
      died(callback, outcome);
    }
  }

  private void died(Callback callback, Callback.Outcome outcome) {
    metrics.count("tillgate.callbacks.dead", "provider", callback.provider());
    log.warn(
        "callback.dead id={} provider={} event={} type={} reason={}",
        callback.id(),
        callback.provider(),
        callback.origin().eventId(),
        callback.type(),
        outcome.reason());
  }
}
