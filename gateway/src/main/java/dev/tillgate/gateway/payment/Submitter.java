package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.PaymentId;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes down what the provider is about to be asked and what it answered; {@link Advance} does the
 * asking in between, outside any transaction. Every step may run twice.
 */
final class Submitter {
  private final Database database;
  private final PaymentStore store;
  private final Orders orders;
  private final Settlement settlement;
  private final PaymentSchedule schedule;
  private final InstantSource clock;

  Submitter(
      Database database,
      PaymentStore store,
      Orders orders,
      Settlement settlement,
      PaymentSchedule schedule,
      InstantSource clock) {
    this.database = database;
    this.store = store;
    this.orders = orders;
    this.settlement = settlement;
    this.schedule = schedule;
    this.clock = clock;
  }

  /**
   * What is to be done for the payment as it stands. A new one has become {@code submitted} before
   * anybody calls for it, if its order still wants it.
   */
  Step.Task begin(PaymentId id) {
    return database.write(tx -> {
      Payment payment = store.find(tx, id).orElseThrow();
      OrderState order = orders.find(tx, payment.orderId()).orElseThrow().state();
      return mustBeWithdrawn(payment, order)
          ? new Step.Task.Withdraw(payment)
          : pay(tx, payment, order);
    });
  }

  /** Nobody must be able to pay an order twice, or one that ends. */
  private static boolean mustBeWithdrawn(Payment payment, OrderState order) {
    return payment.mayStillBePaid()
        ? !order.isPayable() && order != OrderState.NEEDS_REVIEW
        // A person has called it off; what the provider says of it no longer stands in the way.
        : payment.state() == PaymentState.NEEDS_REVIEW && order == OrderState.CANCELING;
  }

  private Step.Task pay(Tx tx, Payment payment, OrderState order) {
    return switch (payment.state()) {
      case CREATED ->
          order == OrderState.PENDING && submit(tx, payment)
              ? new Step.Task.Pay(current(tx, payment))
              : nothing(tx, payment);
      case SUBMITTED, UNKNOWN, PROCESSING, REQUIRES_ACTION, AUTHORIZED ->
          new Step.Task.Pay(payment);
      // One that was canceled comes due when somebody says it was paid.
      case FAILED, CANCELED, NEEDS_REVIEW, SUCCEEDED ->
          isAskedAbout(payment) ? new Step.Task.Pay(payment) : nothing(tx, payment);
      case REFUND_PENDING, PARTIALLY_REFUNDED, REFUNDED, REFUND_FAILED -> nothing(tx, payment);
    };
  }

  /** It is settled, so it is due only because somebody wants to hear of it once more. */
  private static boolean isAskedAbout(Payment payment) {
    return payment.schedule().dueAt().isPresent() && payment.atProvider().id().isPresent();
  }

  private Step.Task nothing(Tx tx, Payment payment) {
    store.postpone(tx, payment, null);
    return new Step.Task.Nothing();
  }

  /** The payment attempts of the order that came before this one. */
  List<Payment> earlier(Payment payment) {
    return database.read(tx ->
        store.ofOrder(tx, payment.orderId()).stream()
            .filter(other -> other.charge().attempt() < payment.charge().attempt())
            .toList());
  }

  /** Binds the provider's id; a mismatch of money or id sends both to review and returns empty. */
  Optional<Payment> bind(Payment payment, Intent intent) {
    return database.write(tx -> {
      store.bind(tx, payment.id(), intent.id(), clock.instant());
      Payment bound = store.find(tx, payment.id()).orElseThrow();
      Applied applied = settlement.apply(tx, bound, intent, Source.DIRECT_ANSWER);
      return applied instanceof Applied.Moved ? Optional.empty() : Optional.of(bound);
    });
  }

  /** Applies what the provider told about the intent. */
  Applied told(Payment payment, Intent intent, Source source) {
    return database.write(tx -> settlement.apply(tx, current(tx, payment), intent, source));
  }

  /** Nothing was done at the provider: back to the start, and again later. */
  void notSent(Payment payment, PspAnswer.NotSent<?> answer) {
    later(payment, PaymentState.CREATED, answer.reason(), answer.retryAfter());
  }

  /** Nobody knows what was done: never failed, and found out later with the same key. */
  void unknown(Payment payment, PspAnswer.Unknown<?> answer) {
    later(payment, PaymentState.UNKNOWN, answer.reason(), answer.retryAfter());
  }

  /** The provider will not do it however often we ask. */
  void refused(Payment payment, PspAnswer.Refused<?> answer) {
    boolean methodRefused = answer.param().filter("payment_method"::equals).isPresent();
    database.change(tx -> {
      Payment current = current(tx, payment);
      if (current.state() == PaymentState.NEEDS_REVIEW) {
        settlement.cancel(tx, current, "the provider knows nothing of it: " + answer.code());
      } else if (methodRefused) {
        Intent.Decline decline = new Intent.Decline(answer.code(), answer.code());
        settlement.refuse(tx, current, decline, "the provider does not take the payment method");
      } else {
        settlement.review(tx, current, "the provider refuses the call: " + answer.code());
      }
    });
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
      waitUntil(tx, current, current.state(), schedule.nextLook(submitted, now));
    });
  }

  /** A look was not answered: the next one soon. */
  void lookSoon(Payment payment, Optional<Duration> asked) {
    database.change(tx -> {
      Payment current = current(tx, payment);
      waitUntil(tx, current, current.state(), again(current, asked));
    });
  }

  /** A payment that is settled was looked at because somebody asked for it. */
  void lookedAtOnce(Payment payment) {
    database.change(tx -> store.postpone(tx, current(tx, payment), null));
  }

  /**
   * Takes what the provider has under our payment's name for the payment, if id and money agree
   * (ruling 5), and goes on from there; a person decides when they do not. The payment with its id
   * when what was found still waits to be confirmed.
   */
  Optional<Payment> found(Payment payment, List<Intent> named) {
    return database.write(tx -> {
      Payment current = current(tx, payment);
      Optional<Intent> ours =
          named.stream().filter(intent -> settlement.mayBind(current, intent)).findFirst();
      if (ours.isEmpty()) {
        settlement.review(tx, current, "the provider has another payment under its name");
        return Optional.empty();
      }
      store.bind(tx, current.id(), ours.get().id(), clock.instant());
      Payment bound = current(tx, payment);
      Applied applied = settlement.apply(tx, bound, ours.get(), Source.RECONCILER);
      return applied instanceof Applied.Moved ? Optional.empty() : Optional.of(bound);
    });
  }

  /** The keys are too old to be used again and nobody can say what became of them. */
  void giveUp(Payment payment) {
    database.change(tx ->
        settlement.review(
            tx, current(tx, payment), "the outcome is unknown and its key has expired"));
  }

  /** The provider surely never had it, and its key is too old to be used: nothing was charged. */
  void neverArrived(Payment payment) {
    database.change(
        tx -> settlement.cancel(tx, current(tx, payment), "it never arrived at the provider"));
  }

  /** The order ends and this attempt was never sent: nobody can pay it. */
  void neverSent(Payment payment) {
    database.change(
        tx -> settlement.cancel(tx, current(tx, payment), "its order ends before it was sent"));
  }

  /** The order ends, and at this provider a declined attempt is over. */
  void declinedForGood(Payment payment) {
    database.change(
        tx -> settlement.cancel(tx, current(tx, payment), "its order ends and it was declined"));
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
        settlement.review(tx, current, "the provider did not take the payment back in time");
      } else if (current.mayStillBePaid()) {
        store.postpone(tx, current, next);
      }
    });
  }

  /** An earlier attempt turned out to be paid: this one is not sent. */
  void drop(Payment payment) {
    database.change(
        tx -> settlement.cancel(tx, current(tx, payment), "an earlier attempt was paid"));
  }

  /** A step failed in a way nobody foresaw: the payment comes due again later, not at once. */
  void putOff(PaymentId id) {
    database.change(tx -> {
      Payment payment = store.find(tx, id).orElseThrow();
      int tries = payment.schedule().tries();
      store.postpone(tx, payment, schedule.resend(tries, clock.instant(), Optional.empty()));
    });
  }

  private boolean submit(Tx tx, Payment payment) {
    Instant now = clock.instant();
    orders.note(
        tx,
        payment.orderId(),
        "payment.submitted",
        "payment attempt "
            + payment.charge().attempt()
            + " goes to "
            + payment.atProvider().provider(),
        Json.object()
            .put("payment", payment.id().value())
            .put("attempt", payment.charge().attempt()));
    return store.move(
        tx, payment, PaymentState.SUBMITTED, PaymentStore.Facts.at(now, schedule.recovery(now)));
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
        waitUntil(tx, current, next, again(current, asked));
        orders.paymentChanged(tx, current.orderId());
      }
    });
  }

  private Optional<Instant> again(Payment payment, Optional<Duration> asked) {
    return schedule.again(payment.schedule(), clock.instant(), asked);
  }

  /** For a person when there is no time left to wait until. */
  private void waitUntil(Tx tx, Payment current, PaymentState next, Optional<Instant> then) {
    then.ifPresentOrElse(
        at -> store.waitAs(tx, current, next, at),
        () -> settlement.review(tx, current, "the provider gave no answer in time"));
  }

  private Payment current(Tx tx, Payment payment) {
    return store.find(tx, payment.id()).orElseThrow();
  }
}
