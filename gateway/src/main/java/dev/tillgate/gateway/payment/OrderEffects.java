package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.platform.store.Tx;
import java.util.List;
import java.util.Optional;

/** What a payment's new state does to its order. */
final class OrderEffects {
  private final PaymentStore store;
  private final Orders orders;
  private final LateSuccess lateSuccess;

  OrderEffects(PaymentStore store, Orders orders, LateSuccess lateSuccess) {
    this.store = store;
    this.orders = orders;
    this.lateSuccess = lateSuccess;
  }

  /** Moves the order; returns why the payment's money must go back, if it must. */
  Optional<String> of(Tx tx, Payment payment, PaymentState next, String cause) {
    OrderId id = payment.orderId();
    switch (next) {
      case SUCCEEDED -> {
        return paid(tx, id, cause);
      }
      case FAILED, CANCELED -> over(tx, payment, cause);
      case REQUIRES_ACTION -> moveIfLatest(tx, payment, OrderState.REQUIRES_ACTION, cause);
      case NEEDS_REVIEW -> orders.become(tx, id, OrderState.NEEDS_REVIEW, cause);
      // We never ask for manual capture, so held money is a surprise; what becomes of it is looked
      // at.
      case AUTHORIZED ->
          orders.become(tx, id, OrderState.NEEDS_REVIEW, "the money is held, not captured");
      case CREATED, SUBMITTED, UNKNOWN, PROCESSING -> {}
      // What refunds do to the order is MoneyBack's to say.
      case REFUND_PENDING, PARTIALLY_REFUNDED, REFUNDED, REFUND_FAILED -> {}
    }
    return Optional.empty();
  }

  /** Ends the order that is about to, once none of its payments can be paid or holds money. */
  void endIfSettled(Tx tx, OrderId id, String cause) {
    OrderState state = orders.find(tx, id).orElseThrow().state();
    if (state.isEnding() && store.ofOrder(tx, id).stream().noneMatch(p -> keepsOpen(p, state))) {
      OrderState end = state == OrderState.EXPIRING ? OrderState.EXPIRED : OrderState.CANCELED;
      orders.become(tx, id, end, cause);
    }
  }

  /** An order that expires does not wait for a refund; canceled means the money is back. */
  private static boolean keepsOpen(Payment payment, OrderState state) {
    return payment.mayStillBePaid()
        || (payment.state() == PaymentState.NEEDS_REVIEW && payment.atProvider().id().isPresent())
        || (state == OrderState.CANCELING && payment.state().holdsMoney());
  }

  /** Money has gone back: that may end the order, or the review of a person who wanted it so. */
  void moneyIsBack(Tx tx, OrderId id, String cause) {
    endIfSettled(tx, id, cause);
    boolean reviewed = orders.find(tx, id).orElseThrow().state() == OrderState.NEEDS_REVIEW;
    if (reviewed && !isForAPerson(tx, id) && !holdsMoney(tx, id)) {
      orders.become(tx, id, OrderState.REFUNDED, cause);
    }
  }

  private boolean holdsMoney(Tx tx, OrderId id) {
    return store.ofOrder(tx, id).stream().anyMatch(payment -> payment.state().holdsMoney());
  }

  private void over(Tx tx, Payment payment, String cause) {
    moveIfLatest(tx, payment, OrderState.PAYMENT_FAILED, cause);
    endIfSettled(tx, payment.orderId(), cause);
    if (payment.state() == PaymentState.AUTHORIZED && !isForAPerson(tx, payment.orderId())) {
      // The hold ran out or was let go: no money came, and nobody has to decide anything.
      orders.become(tx, payment.orderId(), OrderState.EXPIRED, cause);
    }
  }

  private Optional<String> paid(Tx tx, OrderId id, String cause) {
    Order order = orders.find(tx, id).orElseThrow();
    return switch (order.state()) {
      case PENDING, REQUIRES_ACTION, PAYMENT_FAILED, EXPIRING -> confirm(tx, order, cause);
      case NEEDS_REVIEW -> paidInReview(tx, order, cause);
      case EXPIRED ->
          lateSuccess == LateSuccess.REVIVE && orders.revive(tx, id, cause)
              ? Optional.empty()
              : goesBack(order.state());
      case CONFIRMED, CANCELING, CANCELED, PARTIALLY_REFUNDED, REFUNDED -> goesBack(order.state());
    };
  }

  private Optional<String> paidInReview(Tx tx, Order order, String cause) {
    if (isForAPerson(tx, order.id())) {
      return Optional.empty();
    }
    // One that finished before was paid for by another payment.
    return order.progress().confirmedAt().isPresent()
        ? goesBack(order.state())
        : confirm(tx, order, cause);
  }

  /** Whether another payment of the order is what the review is about. */
  private boolean isForAPerson(Tx tx, OrderId id) {
    List<Payment> payments = store.ofOrder(tx, id);
    return payments.stream().anyMatch(payment -> payment.state() == PaymentState.NEEDS_REVIEW);
  }

  private Optional<String> confirm(Tx tx, Order order, String cause) {
    if (orders.confirm(tx, order, cause)) {
      return Optional.empty();
    }
    String noGoods = "paid, but the stock is not there";
    if (order.state() != OrderState.EXPIRING) {
      orders.become(tx, order.id(), OrderState.CANCELING, noGoods);
    }
    return Optional.of(noGoods + "; the money goes back");
  }

  private static Optional<String> goesBack(OrderState state) {
    return Optional.of("the order is " + state.word() + " already; the money goes back");
  }

  /** An earlier attempt's end says nothing about the order once a later one is under way. */
  private void moveIfLatest(Tx tx, Payment payment, OrderState next, String cause) {
    if (store.ofOrder(tx, payment.orderId()).getFirst().id().equals(payment.id())) {
      orders.become(tx, payment.orderId(), next, cause);
    }
  }
}
