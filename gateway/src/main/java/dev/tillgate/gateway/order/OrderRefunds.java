package dev.tillgate.gateway.order;

import dev.tillgate.gateway.platform.store.Tx;
import java.time.InstantSource;

/**
 * What is back with the shopper of each order's money. An order moves between confirmed, partially
 * refunded and refunded as the sum says, in both directions, and finishes no second time by it.
 */
public final class OrderRefunds {
  private final OrderStore store = new OrderStore();
  private final Orders orders;
  private final InstantSource clock;

  public OrderRefunds(Orders orders, InstantSource clock) {
    this.orders = orders;
    this.clock = clock;
  }

  /**
   * Writes down what of the order's money is back in all, and moves an order whose goods were
   * delivered to what that makes of it. Any other keeps its state. Publishes nothing.
   *
   * @param refundedMinor from nothing to the order's whole amount
   */
  public void settle(Tx tx, OrderId id, long refundedMinor, String cause) {
    Order order = orders.find(tx, id).orElseThrow();
    OrderState next = order.state().isDelivered() ? standing(order, refundedMinor) : order.state();
    boolean same = next == order.state() && order.progress().amountRefundedMinor() == refundedMinor;
    if (!same && !store.refund(tx, order, next, refundedMinor, clock.instant())) {
      throw new IllegalStateException("order " + id + " moved within one transaction");
    }
    if (next != order.state()) {
      orders.note(tx, id, order.state(), next, cause);
    }
    orders.paymentChanged(tx, id);
  }

  private static OrderState standing(Order order, long refundedMinor) {
    if (refundedMinor == 0) {
      return OrderState.CONFIRMED;
    }
    return refundedMinor < order.basket().amountMinor()
        ? OrderState.PARTIALLY_REFUNDED
        : OrderState.REFUNDED;
  }
}
