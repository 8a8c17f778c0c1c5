package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.Shop;
import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.payment.dispute.Disputes;
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
  final Settlement settlement;
  final MoneyNews moneyNews;
  final BlockingQueue<Captured> lookedUp = new LinkedBlockingQueue<>();
  private final PaymentStore store;
  private final Advance advance;

  Till(Path directory) {
    shop = new Shop(directory);
    PaymentSettings settings =
        new PaymentSettings(Duration.ofMinutes(1), Duration.ofSeconds(10), 4, false);
    PaymentSchedule schedule = new PaymentSchedule(settings, shop.ambient.chance());
    Agreement agreement = new Agreement(false);
    store = new PaymentStore(new Alarm(shop.clock));
    refunds = new SteppedRefunds(shop, psp, new MoneyBack(store, shop.orders, shop.clock));
    settlement =
        new Settlement(store, shop.orders, refunds.refunds(), schedule, agreement, shop.clock);
    moneyNews =
        new MoneyNews(
            store, refunds.reports(), lookedUp::add, new Disputes(shop.orders, shop.clock));
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
    advance = new Advance(psp, submitter, schedule, shop.clock);
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
    advance.run(payment.id());
  }

  /**
   * Does what the reconciler and the worker would for everything that is due; returns how many
   * were.
   */
  int advanceDue() {
    List<PaymentId> due = shop.database.read(tx -> store.due(tx, shop.clock.instant(), 100));
    due.forEach(advance::run);
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
