package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.provider.PaymentId;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Says what a step of a payment has to do, and writes down that it is about to be sent; {@link
 * Answers} and {@link Waiting} write down what came of it. Every step may run twice.
 */
final class Submitter {
  private final Database database;
  private final PaymentStore store;
  private final Orders orders;
  private final PaymentSchedule schedule;
  private final InstantSource clock;

  Submitter(
      Database database,
      PaymentStore store,
      Orders orders,
      PaymentSchedule schedule,
      InstantSource clock) {
    this.database = database;
    this.store = store;
    this.orders = orders;
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

  /** The payment attempts of the order that came before this one. */
  List<Payment> earlier(Payment payment) {
    return payment.charge().attempt() == 1
        ? List.of()
        : database.read(tx ->
            store.ofOrder(tx, payment.orderId()).stream()
                .filter(other -> other.charge().attempt() < payment.charge().attempt())
                .toList());
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
      case CREATED -> order == OrderState.PENDING ? submit(tx, payment) : nothing(tx, payment);
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

  private Step.Task submit(Tx tx, Payment payment) {
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
    PaymentStore.Facts facts = PaymentStore.Facts.at(now, schedule.recovery(now));
    return store
        .move(tx, payment, PaymentState.SUBMITTED, facts)
        .<Step.Task>map(Step.Task.Pay::new)
        .orElseGet(() -> nothing(tx, payment));
  }
}
