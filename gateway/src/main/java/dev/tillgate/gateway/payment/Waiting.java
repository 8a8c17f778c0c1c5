package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.provider.PaymentId;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes down when a payment that is not settled is taken up again, and sends it to a person once
 * that has gone on for long enough.
 */
final class Waiting {
  private final Database database;
  private final PaymentStore store;
  private final Orders orders;
  private final Moves moves;
  private final PaymentSchedule schedule;
  private final InstantSource clock;

  Waiting(
      Database database,
      PaymentStore store,
      Orders orders,
      Moves moves,
      PaymentSchedule schedule,
      InstantSource clock) {
    this.database = database;
    this.store = store;
    this.orders = orders;
    this.moves = moves;
    this.schedule = schedule;
    this.clock = clock;
  }

  /** Nothing was done at the provider: back to the start, and again later. */
  void notSent(Payment payment, PspAnswer.NotSent<?> answer) {
    later(payment, PaymentState.CREATED, answer.reason(), answer.retryAfter());
  }

  /** Nobody knows what was done: never failed, and found out later with the same key. */
  void unknown(Payment payment, PspAnswer.Unknown<?> answer) {
    later(payment, PaymentState.UNKNOWN, answer.reason(), answer.retryAfter());
  }

  /** A look was answered and brought no news; the next one comes with the payment's age. */
  void lookAgain(Payment payment) {
    database.change(tx -> {
      Payment current = current(tx, payment);
      if (current.schedule().dueAt().isEmpty()) {
        return; // The look was the answer to a question, and settled it.
      }
      Instant now = clock.instant();
      Instant submitted = current.schedule().submittedAt().orElse(now);
      Optional<Instant> next = schedule.nextLook(submitted, now);
      waitUntil(tx, current, current.state(), unlessItEnds(tx, current, next));
    });
  }

  /** A look was not answered: the next one soon. */
  void lookSoon(Payment payment, Optional<Duration> asked) {
    database.change(tx -> {
      Payment current = current(tx, payment);
      Optional<Instant> next = again(current, asked);
      waitUntil(tx, current, current.state(), unlessItEnds(tx, current, next));
    });
  }

  /** A payment that is settled was looked at because somebody asked for it. */
  void lookedAtOnce(Payment payment) {
    database.change(tx -> store.postpone(tx, current(tx, payment), null));
  }

  /** The provider did not say whether the payment is taken back: it is asked again. */
  void askAgain(Payment payment, Optional<Duration> asked) {
    database.change(tx -> {
      Payment current = current(tx, payment);
      Instant now = clock.instant();
      Instant next = schedule.resend(current.schedule().tries(), now, asked);
      if (current.state() == PaymentState.NEEDS_REVIEW) {
        store.postpone(tx, current, next); // A person wants it gone: there is no giving up.
      } else if (schedule.isUsedUp(current.schedule().submittedAt().orElse(now), now)) {
        moves.review(tx, current, "the provider did not take the payment back in time");
      } else if (current.mayStillBePaid()) {
        store.postpone(tx, current, next);
      }
    });
  }

  /** A step failed in a way nobody foresaw: the payment comes due again later, not at once. */
  void putOff(PaymentId id) {
    database.change(tx -> {
      Payment payment = store.find(tx, id).orElseThrow();
      int tries = payment.schedule().tries();
      store.postpone(tx, payment, schedule.resend(tries, clock.instant(), Optional.empty()));
    });
  }

  private static ObjectNode reason(Payment payment, String reason) {
    return Json.object().put("payment", payment.id().value()).put("reason", reason);
  }

  /** Moves an unsettled payment between the states of waiting, unless news overtook us. */
  private void later(Payment payment, PaymentState next, String reason, Optional<Duration> asked) {
    database.change(tx -> {
      Payment current = current(tx, payment);
      if (current.state().isUnsettled()) {
        String kind = next == PaymentState.UNKNOWN ? "payment.unknown" : "payment.not_sent";
        orders.note(tx, current.orderId(), kind, reason + "; tried again", reason(current, reason));
        waitUntil(tx, current, next, unlessItEnds(tx, current, again(current, asked)));
        orders.paymentChanged(tx, current.orderId());
      }
    });
  }

  /** An order that began to end while the step was under way has it taken back by the next one. */
  private Optional<Instant> unlessItEnds(Tx tx, Payment current, Optional<Instant> then) {
    boolean ends =
        current.mayStillBePaid()
            && orders.find(tx, current.orderId()).orElseThrow().state().isEnding();
    return ends ? Optional.of(clock.instant()) : then;
  }

  private Optional<Instant> again(Payment payment, Optional<Duration> asked) {
    return schedule.again(payment.schedule(), clock.instant(), asked);
  }

  /** For a person when there is no time left to wait until. */
  private void waitUntil(Tx tx, Payment current, PaymentState next, Optional<Instant> then) {
    then.ifPresentOrElse(
        at -> store.waitAs(tx, current, next, at),
        () -> moves.review(tx, current, "the provider gave no answer in time"));
  }

  private Payment current(Tx tx, Payment payment) {
    return store.find(tx, payment.id()).orElseThrow();
  }
}
