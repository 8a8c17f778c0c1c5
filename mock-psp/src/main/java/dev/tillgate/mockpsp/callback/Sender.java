package dev.tillgate.mockpsp.callback;

import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends claimed deliveries and settles them: delivered, again later, or given up. */
final class Sender {
  private static final Logger log = LoggerFactory.getLogger(Sender.class);

  private final Database database;
  private final Deliveries deliveries;
  private final Transport transport;
  private final RetrySchedule schedule;
  private final InstantSource clock;
  private final InstantSource wallClock;

  /**
   * @param clock the provider's own, which decides what is due
   * @param wallClock everybody's, which signatures carry: a provider that was sent into next week
   *     must still be believed
   */
  Sender(
      Database database,
      Deliveries deliveries,
      Transport transport,
      RetrySchedule schedule,
      InstantSource clock,
      InstantSource wallClock) {
    this.database = database;
    this.deliveries = deliveries;
    this.transport = transport;
    this.schedule = schedule;
    this.clock = clock;
    this.wallClock = wallClock;
  }

  /** Takes what is due now. */
  List<Delivery> claimDue(int limit) {
    return database.write(tx -> deliveries.claimDue(tx, clock.instant(), limit));
  }

  /** How long until something is due; empty when nothing waits. */
  Optional<Duration> untilNext() {
    return database.write(deliveries::nextDue).map(due -> Duration.between(clock.instant(), due));
  }

  /** Sends what a request holds back, one after the other, and returns when all were answered. */
  void sendOf(String request) {
    database.write(tx -> deliveries.claimOf(tx, request)).forEach(this::send);
  }

  /** One attempt, from the signature to the row. */
  void send(Delivery delivery) {
    String signature = Signature.header(delivery.secret(), wallClock.instant(), delivery.body());
    Outcome outcome = transport.post(delivery.url(), signature, delivery.body());
    boolean settled = database.write(tx -> settle(tx, delivery, outcome));
    log.info(
        "callback.sent event={} url={} attempt={} settled={} outcome={}",
        delivery.event(),
        delivery.url(),
        delivery.attempts(),
        settled,
        outcome.detail());
  }

  private boolean settle(Tx tx, Delivery delivery, Outcome outcome) {
    if (outcome.delivered()) {
      return deliveries.settle(tx, delivery, "delivered", null, outcome.detail());
    }
    Optional<Duration> wait = schedule.after(delivery.attempts());
    String state = wait.isPresent() ? "pending" : "given_up";
    @Nullable Instant due = wait.map(clock.instant()::plus).orElse(null);
    return deliveries.settle(tx, delivery, state, due, outcome.detail());
  }
}
