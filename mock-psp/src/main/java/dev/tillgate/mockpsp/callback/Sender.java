package dev.tillgate.mockpsp.callback;

import dev.tillgate.mockpsp.callback.Posting.Posted;
import dev.tillgate.mockpsp.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends claimed deliveries and settles them: delivered, again later, or given up. */
final class Sender {
  private static final Logger log = LoggerFactory.getLogger(Sender.class);

  private final Database database;
  private final Deliveries deliveries;
  private final Posting posting;
  private final RetrySchedule schedule;
  private final Attempts attempts;
  private final InstantSource clock;

  /**
   * @param clock the provider's own, which decides what is due
   */
  Sender(
      Database database,
      Deliveries deliveries,
      Posting posting,
      RetrySchedule schedule,
      Attempts attempts,
      InstantSource clock) {
    this.database = database;
    this.deliveries = deliveries;
    this.posting = posting;
    this.schedule = schedule;
    this.attempts = attempts;
    this.clock = clock;
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
    Shuffled.inTurn(database.write(tx -> deliveries.claimOf(tx, request))).forEach(this::send);
  }

  /** One attempt, from the signature to the row. */
  void send(Delivery delivery) {
    Posted posted = posting.post(delivery);
    Optional<Instant> next = next(delivery, posted.outcome());
    String state = state(posted.outcome(), next);
    String detail = posted.outcome().detail();
    boolean settled =
        database.write(tx -> deliveries.settle(tx, delivery, state, next.orElse(null), detail));
    attempts.add(attempt(delivery, posted, next));
    log.info(
        "callback.sent event={} url={} attempt={} settled={} outcome={}",
        delivery.event(),
        delivery.target().url(),
        delivery.attempts(),
        settled,
        detail);
  }

  private Optional<Instant> next(Delivery delivery, Outcome outcome) {
    return outcome.delivered() || !outcome.mayRepeat()
        ? Optional.empty()
        : schedule.after(delivery.attempts()).map(clock.instant()::plus);
  }

  private static String state(Outcome outcome, Optional<Instant> next) {
    return outcome.delivered() ? "delivered" : next.isPresent() ? "pending" : "given_up";
  }

  private static Attempt attempt(Delivery delivery, Posted posted, Optional<Instant> next) {
    return new Attempt(
        delivery.id(),
        delivery.event(),
        delivery.type(),
        delivery.target().url(),
        delivery.attempts(),
        posted.at(),
        posted.took(),
        posted.outcome(),
        posted.faults(),
        next.orElse(null));
  }
}
