package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.Shop;
import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.payment.ending.Endings;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.PaymentId;
import dev.tillgate.gateway.platform.Alarm;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The payments of a {@link Shop}, stepped by hand: nothing is sent until the test says so. */
final class Till implements AutoCloseable {
  final Shop shop;
  final FakePsp psp = new FakePsp();
  final List<PaymentId> handedOver = new ArrayList<>();
  final Payments payments;
  final Settlement settlement;
  private final PaymentStore store;
  final Endings endings;
  private final Step step;

  Till(Path directory) {
    this(directory, LateSuccess.REFUND);
  }

  Till(Path directory, LateSuccess lateSuccess) {
    shop = new Shop(directory);
    PaymentSettings settings =
        new PaymentSettings(Duration.ofMinutes(1), Duration.ofSeconds(10), 4, false, lateSuccess);
    PaymentSchedule schedule = new PaymentSchedule(settings, shop.ambient.chance());
    Agreement agreement = new Agreement(false);
    store = new PaymentStore(new Alarm(shop.clock));
    settlement =
        new Settlement(
            store, shop.orders, new Rules(schedule, agreement, settings.lateSuccess()), shop.clock);
    endings = new Endings(shop.database, shop.orders, settlement, shop.clock);
    payments =
        new Payments(
            store,
            agreement,
            schedule,
            new Payments.Route("stripe", handedOver::add),
            shop.ambient.ids(),
            shop.clock);
    Submitter submitter =
        new Submitter(shop.database, store, shop.orders, settlement, schedule, shop.clock);
    Calls calls = new Calls(psp, shop.clock);
    step =
        new Step(
            submitter,
            new Advance(calls, submitter, schedule, shop.clock),
            new Withdrawal(calls, submitter, schedule, shop.clock));
  }

  /** A pending order of one packet of tea, and its first payment. */
  Payment start() {
    return start(shop.order(1));
  }

  Payment start(Order order) {
    return shop.database.write(tx -> payments.start(tx, order, "pm_card_visa", Optional.empty()));
  }

  /** Does what the worker would, once. */
  void advance(Payment payment) {
    step.accept(payment.id());
  }

  /**
   * Does what the reconciler and the worker would for everything that is due; returns how many
   * were.
   */
  int advanceDue() {
    List<PaymentId> due = shop.database.read(tx -> store.due(tx, shop.clock.instant(), 100));
    due.forEach(step);
    return due.size();
  }

  /** Steps the clock to when the payment is due and does what is due then. */
  void advanceWhenDue(Payment payment) {
    Instant due = now(payment).schedule().dueAt().orElseThrow();
    shop.clock.advance(Duration.between(shop.clock.instant(), due));
    advanceDue();
  }

  /** Loses the answer to the create so many times, each when it is due. */
  void advanceUnknown(Payment payment, int times) {
    for (int i = 0; i < times; i++) {
      psp.answers("create", FakePsp.unknown());
    }
    advance(payment);
    for (int i = 1; i < times; i++) {
      advanceWhenDue(payment);
    }
  }

  /** Lets the time of every order run out, as the expiry loop would. */
  void timeRunsOut() {
    shop.clock.advance(Shop.ORDER_TTL);
    endings.expireDue();
  }

  boolean cancel(OrderId order) {
    return shop.database.write(
        tx -> settlement.end(tx, order, OrderState.CANCELING, "canceled by the shop"));
  }

  Applied callback(Payment payment, Intent intent) {
    return shop.database.write(tx ->
        settlement.apply(
            tx, payments.find(tx, payment.id()).orElseThrow(), intent, Source.CALLBACK));
  }

  Payment now(Payment payment) {
    return shop.database.read(tx -> payments.find(tx, payment.id()).orElseThrow());
  }

  PaymentState state(Payment payment) {
    return now(payment).state();
  }

  @Override
  public void close() {
    shop.close();
  }
}
