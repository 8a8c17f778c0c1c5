package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.platform.http.Problem;
import dev.tillgate.gateway.platform.store.Tx;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a person decides about an order whose money and state disagree. Each decision is the
 * caller's one transaction, which its problem undoes: 404 without such an order, 409 when it is not
 * in review or cannot be what was decided.
 */
public final class Reviews {
  private final PaymentStore store;
  private final Orders orders;
  private final Moves moves;
  private final Closing closing;

  Reviews(PaymentStore store, Orders orders, Moves moves, Closing closing) {
    this.store = store;
    this.orders = orders;
    this.moves = moves;
    this.closing = closing;
  }

  /**
   * The money is in order: the order is confirmed, if its stock is there. One that finished before
   * is what it was, and the payments the review is about go back.
   */
  public void confirm(Tx tx, OrderId id, String note) {
    String cause = begin(tx, id, note);
    if (orders.confirmStill(tx, id, cause)) {
      inReview(tx, id).forEach(payment -> moves.giveBack(tx, payment, cause));
      return;
    }
    moves.accept(tx, inReview(tx, id).getFirst(), cause);
    if (!orders.confirm(tx, id, cause)) {
      throw new Problem(
          409, "out-of-stock", "The order's stock is gone, or it was confirmed before.");
    }
  }

  /** The shopper gets back what came; the order is refunded once it has gone. */
  public void refund(Tx tx, OrderId id, String note) {
    String cause = begin(tx, id, note);
    toGiveBack(tx, id).forEach(payment -> moves.giveBack(tx, payment, cause));
  }

  /** The order is called off: its payments are canceled at the provider, or refunded. */
  public void cancel(Tx tx, OrderId id, String note) {
    closing.end(tx, id, OrderState.CANCELING, begin(tx, id, note));
  }

  private String begin(Tx tx, OrderId id, String note) {
    Order order =
        orders
            .find(tx, id)
            .orElseThrow(() -> new Problem(404, "not-found", "There is no such order."));
    if (order.state() != OrderState.NEEDS_REVIEW) {
      throw new Problem(
          409,
          "not-in-review",
          "The order is " + order.state().word() + "; only one that needs a review is resolved.");
    }
    orders.resolved(tx, id, note);
    return "a person decided: " + note;
  }

  /** Those in review, and those whose refund failed before: it is tried again. */
  private List<Payment> toGiveBack(Tx tx, OrderId id) {
    return known(
        tx, id, state -> state == PaymentState.NEEDS_REVIEW || state == PaymentState.REFUND_FAILED);
  }

  /** The payments the review is about; latest first. */
  private List<Payment> inReview(Tx tx, OrderId id) {
    return known(tx, id, state -> state == PaymentState.NEEDS_REVIEW);
  }

  /** Such payments of the order as the provider knows; latest first. */
  private List<Payment> known(Tx tx, OrderId id, Predicate<PaymentState> which) {
    List<Payment> payments =
        store.ofOrder(tx, id).stream()
            .filter(payment -> which.test(payment.state()))
            .filter(payment -> payment.atProvider().id().isPresent())
            .toList();
    if (payments.isEmpty()) {
      throw new Problem(
          409,
          "no-payment",
          "No payment of the order at the provider is in review; cancel it instead.");
    }
    return payments;
  }
}
