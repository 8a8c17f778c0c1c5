package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.order.OrderRefunds;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.refund.Origin;
import dev.tillgate.gateway.payment.refund.Refund;
import dev.tillgate.gateway.payment.refund.RefundEffects;
import dev.tillgate.gateway.payment.refund.RefundJson;
import dev.tillgate.gateway.payment.refund.RefundLedger;
import dev.tillgate.gateway.payment.refund.RefundState;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What refunds do to their payments and orders. Both follow from the sums of all refunds, not from
 * the one that moved, so their order and their number do not matter.
 */
final class MoneyBack implements RefundEffects {
  private final PaymentStore store;
  private final Orders orders;
  private final OrderEffects effects;
  private final OrderRefunds orderRefunds;
  private final RefundLedger ledger = new RefundLedger();
  private final InstantSource clock;

  MoneyBack(PaymentStore store, Orders orders, OrderEffects effects, InstantSource clock) {
    this.store = store;
    this.orders = orders;
    this.effects = effects;
    this.orderRefunds = new OrderRefunds(orders, clock);
    this.clock = clock;
  }

  @Override
  public void changed(Tx tx, Refund refund, Optional<RefundState> before, String cause) {
    OrderId id = refund.captured().orderId();
    movePayment(tx, store.find(tx, refund.captured().paymentId()).orElseThrow());
    switch (refund.state()) {
      case SUCCEEDED -> {
        orderRefunds.settle(tx, id, refunded(tx, id), cause);
        arrived(tx, refund);
      }
      case FAILED, CANCELED -> {
        orderRefunds.settle(tx, id, refunded(tx, id), cause);
        fell(tx, refund, before);
      }
      case CREATED, SUBMITTED, UNKNOWN, PENDING -> orders.paymentChanged(tx, id);
    }
  }

  private void movePayment(Tx tx, Payment payment) {
    PaymentState next = standing(payment, ledger.of(tx, payment.id()));
    if (payment.state().mayBecome(next)) {
      store.move(tx, payment, next, PaymentStore.Facts.at(clock.instant(), null));
    }
  }

  private static PaymentState standing(Payment payment, RefundLedger.Totals totals) {
    if (totals.underWayMinor() > 0) {
      return PaymentState.REFUND_PENDING;
    }
    if (totals.backMinor() == 0) {
      return PaymentState.REFUND_FAILED;
    }
    return totals.backMinor() < payment.broughtMinor()
        ? PaymentState.PARTIALLY_REFUNDED
        : PaymentState.REFUNDED;
  }

  /**
   * What of the order's money is back. A shopper who paid twice gets the second payment back first:
   * that is not the order's.
   */
  private long refunded(Tx tx, OrderId id) {
    long captured = 0;
    long back = 0;
    for (Payment payment : store.ofOrder(tx, id)) {
      long ofThis = ledger.of(tx, payment.id()).backMinor();
      captured += payment.state().isCaptured() || ofThis > 0 ? payment.broughtMinor() : 0;
      back += ofThis;
    }
    long amount = orders.find(tx, id).orElseThrow().basket().amountMinor();
    return Math.clamp(back - Math.max(0, captured - amount), 0, amount);
  }

  private void arrived(Tx tx, Refund refund) {
    OrderId id = refund.captured().orderId();
    OrderState before = orders.find(tx, id).orElseThrow().state();
    effects.moneyIsBack(tx, id, "the money is back");
    OrderState after = orders.find(tx, id).orElseThrow().state();
    if (!tellsItself(before, after)) {
      boolean unasked = refund.wish().origin() == Origin.AUTOMATIC;
      tell(tx, refund, unasked ? "payment.refunded_automatically" : "order.refunded");
    }
  }

  /** A cancellation that ends with it, or a review, is told as such. */
  private static boolean tellsItself(OrderState before, OrderState after) {
    return before == OrderState.CANCELING || (before == OrderState.NEEDS_REVIEW && after != before);
  }

  /** What was told has to be taken back; money that is not for keeping needs a person. */
  private void fell(Tx tx, Refund refund, Optional<RefundState> before) {
    if (before.isPresent()) {
      tell(tx, refund, "order.refund_failed");
    }
    if (isKeptWrongly(tx, refund)) {
      orders.become(
          tx,
          refund.captured().orderId(),
          OrderState.NEEDS_REVIEW,
          "the money is not for keeping, and its refund failed");
    }
  }

  private boolean isKeptWrongly(Tx tx, Refund refund) {
    RefundLedger.Totals totals = ledger.of(tx, refund.captured().paymentId());
    OrderState order = orders.find(tx, refund.captured().orderId()).orElseThrow().state();
    boolean hasNoGoods =
        order == OrderState.CANCELING
            || order == OrderState.CANCELED
            || order == OrderState.EXPIRING
            || order == OrderState.EXPIRED;
    return hasNoGoods && totals.remainingOf(refund.captured().amountMinor()) > 0;
  }

  private void tell(Tx tx, Refund refund, String type) {
    orders.announce(tx, refund.captured().orderId(), type, "refund", RefundJson.render(refund));
  }
}
