package dev.tillgate.gateway.payment.refund;

import dev.tillgate.gateway.Shop;
import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.payment.provider.Psp;
import dev.tillgate.gateway.platform.Alarm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The refunds of a {@link Shop}, stepped by hand: nothing is sent until the test says so. */
public final class SteppedRefunds {
  /** What the worker was handed. */
  public final List<RefundId> handedOver = new ArrayList<>();

  private final Shop shop;
  private final RefundStore store = new RefundStore();
  private final Refunds refunds;
  private final RefundReports reports;
  private final RefundStep step;

  public SteppedRefunds(Shop shop, Psp psp, RefundEffects effects) {
    this.shop = shop;
    RefundSettings settings = new RefundSettings(Duration.ofMinutes(1), Duration.ofSeconds(10), 4);
    RefundSchedule schedule = new RefundSchedule(settings, shop.ambient.chance());
    RefundBook book = new RefundBook(store, shop.orders, effects, new Alarm(shop.clock));
    refunds = new Refunds(store, book, schedule, handedOver::add, shop.ambient.ids(), shop.clock);
    reports = new RefundReports(store, book, schedule, shop.ambient.ids(), shop.clock);
    RefundClerk clerk = new RefundClerk(shop.database, store, book, reports, schedule, shop.clock);
    step = new RefundStep(new RefundCalls(psp, shop.clock), clerk);
  }

  public Refunds refunds() {
    return refunds;
  }

  public RefundReports reports() {
    return reports;
  }

  /** Does what the worker would for everything it was handed; returns how many there were. */
  public int advance() {
    List<RefundId> now = List.copyOf(handedOver);
    handedOver.clear();
    now.forEach(step::run);
    return now.size();
  }

  /** Does what the reconciler and the worker would for what is due; returns how many were. */
  public int advanceDue() {
    List<RefundId> due = shop.database.read(tx -> store.due(tx, shop.clock.instant(), 100));
    due.forEach(step::run);
    return due.size();
  }

  /** Steps the clock to when the next refund is due and does what is due then. */
  public int advanceWhenDue() {
    Instant due = shop.database.read(store::nextDue).orElseThrow();
    shop.clock.advance(Duration.between(shop.clock.instant(), due));
    return advanceDue();
  }

  /** The order's refunds, oldest first. */
  public List<Refund> of(OrderId id) {
    return shop.database.read(tx -> store.page(tx, id, null, 100)).reversed();
  }
}
