package dev.tillgate.gateway.payment.ending;

import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.Closing;
import dev.tillgate.gateway.platform.Alarm;
import dev.tillgate.gateway.platform.Loop;
import dev.tillgate.gateway.platform.Turn;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Ends the orders whose time has run out. Only begins it: the payment worker takes the payments
 * back at the provider, and what the provider says ends the order or, when it was paid meanwhile,
 * confirms it.
 */
public final class Endings implements AutoCloseable {
  private static final int BATCH = 100;

  private final Database database;
  private final Orders orders;
  private final Closing closing;
  private final InstantSource clock;
  private final Alarm alarm;
  private final Loop loop;

  public Endings(Database database, Orders orders, Closing closing, InstantSource clock) {
    this.database = database;
    this.orders = orders;
    this.closing = closing;
    this.clock = clock;
    this.alarm = new Alarm(clock);
    this.loop = new Loop("order-expiry", this::expireDue);
    alarm.rings(loop::wake);
  }

  /** Sees to it that the order does not outlive its time unpaid. */
  public void watch(Tx tx, Order order) {
    Instant deadline = order.progress().expiresAt();
    tx.afterCommit(() -> alarm.dueAt(deadline));
  }

  /**
   * Begins to end every order that ran out of time; returns how long no other will. Each is a
   * transaction of its own, so that one that fails keeps no other.
   */
  public Duration expireDue() {
    alarm.looking();
    List<OrderId> overdue = database.read(tx -> orders.overdue(tx, clock.instant(), BATCH));
    overdue.forEach(this::expire);
    return overdue.size() == BATCH
        ? Duration.ZERO
        : alarm.sleep(database.read(orders::nextDeadline));
  }

  /**
   * Begins to cancel the order: unpaid it is taken back at the provider, paid its money goes back.
   * False, and nothing done, when its state does not allow it. True again when repeated.
   */
  boolean cancel(Tx tx, OrderId id) {
    OrderState state = orders.find(tx, id).orElseThrow().state();
    return isCancelable(state) && closing.end(tx, id, OrderState.CANCELING, "canceled by the shop");
  }

  /** One in review is called off by deciding about it, with a note. */
  private static boolean isCancelable(OrderState state) {
    return state.isPayable() || state == OrderState.CONFIRMED || state == OrderState.CANCELING;
  }

  public void start(Turn turn) {
    loop.start(turn);
  }

  @Override
  public void close() {
    loop.close();
  }

  private void expire(OrderId id) {
    database.change(tx -> {
      Order order = orders.find(tx, id).orElseThrow();
      // Looked at again: it may have been paid since it was found.
      if (order.state().isPayable() && !order.progress().expiresAt().isAfter(clock.instant())) {
        closing.end(tx, id, OrderState.EXPIRING, "its time has run out");
      }
    });
  }
}
