package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.Shop;
import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.payment.dispute.Disputes;
import dev.tillgate.gateway.payment.ending.Endings;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.payment.provider.PaymentId;
import dev.tillgate.gateway.payment.provider.ProviderRefund;
import dev.tillgate.gateway.payment.refund.Captured;
import dev.tillgate.gateway.payment.refund.SteppedRefunds;
import dev.tillgate.gateway.platform.Alarm;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The payments of a {@link Shop}, stepped by hand: nothing is sent until the test says so. */
final class Till implements AutoCloseable {
  final Shop shop;
  final FakePsp psp = new FakePsp();
  final List<PaymentId> handedOver = new ArrayList<>();
  final SteppedRefunds refunds;
  final Payments payments;
  final Moves moves;
  final Settlement settlement;
  private final Closing closing;
  final MoneyNews moneyNews;
  final BlockingQueue<Captured> lookedUp = new LinkedBlockingQueue<>();
  private final PaymentStore store;
  private final DueStore due;
  final Endings endings;
  final Reviews reviews;
  private final Step step;

  Till(Path directory) {
    this(directory, LateSuccess.REFUND);
  }

  Till(Path directory, LateSuccess lateSuccess) {
    shop = new Shop(directory);
    PaymentSettings settings =
        new PaymentSettings(Duration.ofMinutes(1), Duration.ofSeconds(10), 4, false, lateSuccess);
    PaymentSchedule schedule = new PaymentSchedule(settings, shop.ambient.chance());
    Rules rules = new Rules(schedule, new Agreement(false), lateSuccess);
    store = new PaymentStore(new Alarm(shop.clock));
    due = new DueStore(new Alarm(shop.clock));
    OrderEffects effects = new OrderEffects(store, shop.orders, lateSuccess);
    refunds = new SteppedRefunds(shop, psp, new MoneyBack(store, shop.orders, effects, shop.clock));
    moves = new Moves(store, due, shop.orders, refunds.refunds(), effects, shop.clock);
    settlement = new Settlement(store, shop.orders, moves, rules, shop.clock);
    closing = new Closing(store, due, shop.orders, moves, effects, shop.clock);
    reviews = new Reviews(store, shop.orders, moves, closing);
    endings = new Endings(shop.database, shop.orders, closing, shop.clock);
    moneyNews =
        new MoneyNews(
            store, refunds.reports(), lookedUp::add, new Disputes(shop.orders, shop.clock));
    payments =
        new Payments(
            store,
            due,
            rules,
            new Payments.Route("stripe", handedOver::add),
            shop.ambient.ids(),
            shop.clock);
    step =
        Step.of(
            psp,
            new Submitter(shop.database, store, shop.orders, schedule, shop.clock),
            new Answers(shop.database, store, settlement, moves, shop.clock),
            new Waiting(shop.database, store, shop.orders, moves, schedule, shop.clock),
            shop.clock);
  }

  /** A pending order of one packet of tea, and its first payment. */
  Payment start() {
    return start(shop.order(1));
  }

  Payment start(Order order) {
    return shop.database.write(tx -> payments.start(tx, order, "pm_card_visa", Optional.empty()));
  }

  Order order(OrderId id) {
    return shop.database.read(tx -> shop.orders.find(tx, id).orElseThrow());
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
    List<PaymentId> ready = shop.database.read(tx -> due.due(tx, shop.clock.instant(), 100));
    ready.forEach(step);
    return ready.size();
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
        tx -> closing.end(tx, order, OrderState.CANCELING, "canceled by the shop"));
  }

  Applied callback(Payment payment, Intent intent) {
    return shop.database.write(tx -> {
      store.bind(tx, payment.id(), intent.id(), shop.clock.instant());
      return settlement.apply(
          tx, payments.find(tx, payment.id()).orElseThrow(), intent, Source.CALLBACK);
    });
  }

  /** A callback about a refund of the payment; empty when it must come again. */
  Optional<Applied> callback(Payment payment, ProviderRefund told) {
    return shop.database.write(tx ->
        payments
            .find(tx, payment.id())
            .filter(moneyNews::isPaid)
            .map(now -> moneyNews.refund(tx, now, told, Source.CALLBACK)));
  }

  /** A payment that has brought its order's money. */
  Payment paid(Order order, String intent) {
    Payment payment = start(order);
    callback(payment, FakePsp.intent(intent, IntentStatus.SUCCEEDED, order.basket().amountMinor()));
    return now(payment);
  }

  /** The order's payments, latest attempt first. */
  List<Payment> payments(Order order) {
    return shop.database.read(tx -> payments.ofOrder(tx, order.id()));
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
