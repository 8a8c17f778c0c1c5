package dev.tillgate.gateway.payment.refund.desk;

import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.Payment;
import dev.tillgate.gateway.payment.PaymentFlow;
import dev.tillgate.gateway.payment.PaymentState;
import dev.tillgate.gateway.payment.dispute.OpenDisputes;
import dev.tillgate.gateway.payment.refund.RefundId;
import dev.tillgate.gateway.payment.refund.RefundLedger;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.http.Problem;
import dev.tillgate.gateway.platform.store.Tx;
import java.util.Comparator;

/** Decides whether and of which payment an order's money can be refunded, and writes it down. */
final class Refundable {
  private final Orders orders;
  private final PaymentFlow payments;
  private final RefundLedger ledger = new RefundLedger();
  private final OpenDisputes disputes = new OpenDisputes();

  Refundable(Orders orders, PaymentFlow payments) {
    this.orders = orders;
    this.payments = payments;
  }

  /**
   * Writes the refund down under this id.
   *
   * @throws Problem when it cannot be; the transaction then leaves nothing behind
   */
  void open(Tx tx, RefundId id, OrderId orderId, RefundRequest request) {
    Order order = orders.find(tx, orderId).orElseThrow(Refundable::notFound);
    if (disputes.blocksRefunds(tx, orderId)) {
      throw new Problem(
          409,
          "order-disputed",
          "The shopper's bank is taking the money back; a refund now would be paid twice.");
    }
    if (order.state().isInBetween()) {
      throw notRefundable(
          "The order is " + order.state().word() + "; refund it when that is over.");
    }
    open(tx, id, paid(tx, orderId), request);
  }

  private void open(Tx tx, RefundId id, Payment payment, RefundRequest request) {
    long remaining = remaining(tx, payment);
    long amount = request.amountMinor().orElse(remaining);
    boolean written =
        amount > 0
            && payments
                .refunds()
                .refunds()
                .request(tx, id, payment.captured().orElseThrow(), amount, request.reason())
                .isPresent();
    if (!written) {
      throw new Problem(
              422,
              "refund-exceeds-remaining",
              "Only " + remaining + " can still be refunded; nothing was done.")
          .with("remaining", Json.number(remaining));
    }
  }

  /** Of several the one with money left; first that which should have gone back already. */
  private Payment paid(Tx tx, OrderId id) {
    return payments.payments().ofOrder(tx, id).stream()
        .filter(payment -> payment.state().isCaptured() && payment.captured().isPresent())
        .min(
            Comparator.comparing((Payment payment) -> remaining(tx, payment) == 0)
                .thenComparing(payment -> payment.state() != PaymentState.REFUND_FAILED))
        .orElseThrow(() -> notRefundable("Nothing was paid for the order."));
  }

  private long remaining(Tx tx, Payment payment) {
    return ledger.of(tx, payment.id()).remainingOf(payment.captured().orElseThrow().amountMinor());
  }

  private static Problem notRefundable(String why) {
    return new Problem(409, "not-refundable", why);
  }

  static Problem notFound() {
    return new Problem(404, "not-found", "There is no such order.");
  }
}
