package dev.tillgate.gateway.checkout;

import dev.tillgate.gateway.catalog.Stock;
import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.Payments;
import dev.tillgate.gateway.payment.ending.Endings;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.http.Problem;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/**
 * Takes orders in: prices them, sets their stock aside and writes down the payment to be made, all
 * in the caller's one transaction. Nothing has been sent anywhere when that commits.
 */
final class Checkouts {
  private final Pricing pricing;
  private final Stock stock;
  private final Orders orders;
  private final Payments payments;
  private final Endings endings;
  private final Duration timeToLive;

  Checkouts(CheckoutDesk.Trade trade, Duration timeToLive) {
    this.pricing = new Pricing(trade.catalog());
    this.stock = trade.stock();
    this.orders = trade.orders();
    this.payments = trade.payments();
    this.endings = trade.endings();
    this.timeToLive = timeToLive;
  }

  /**
   * Accepts the checkout under this id.
   *
   * @throws Problem when it cannot be; the transaction then leaves nothing behind
   */
  void accept(Tx tx, OrderId id, CheckoutRequest request) {
    Order draft = orders.draft(id, pricing.price(tx, request), request.buyer(), timeToLive);
    if (!orders.insert(tx, draft)) {
      throw cartCheckedOut(tx, draft);
    }
    Stock.Reserved reserved = stock.reserve(tx, id.value(), request.lines());
    if (!reserved.shortages().isEmpty()) {
      throw outOfStock(reserved.shortages());
    }
    noteAccepted(tx, draft);
    payments.startFirst(tx, draft, request.payWith().method(), request.payWith().returnUrl());
    endings.watch(tx, draft);
    orders.announce(tx, draft, reserved.taken());
  }

  /**
   * Starts another attempt to pay a declined order.
   *
   * @throws Problem 409 when the order cannot be paid (again)
   */
  void payAgain(Tx tx, OrderId id, CheckoutRequest.PayWith payWith) {
    Order order = orders.find(tx, id).orElseThrow(Checkouts::notFound);
    if (order.state() != OrderState.PAYMENT_FAILED
        || !orders.become(tx, id, OrderState.PENDING, "paid for again with another method")) {
      throw new Problem(
          409,
          "not-payable",
          "The order is " + order.state().word() + "; only a declined one can be paid again.");
    }
    payments.start(tx, order, payWith.method(), payWith.returnUrl());
  }

  private void noteAccepted(Tx tx, Order order) {
    String text =
        "checkout accepted: "
            + order.basket().amountMinor()
            + ' '
            + order.basket().currency()
            + ", stock set aside";
    orders.note(
        tx,
        order.id(),
        "checkout.accepted",
        text,
        Json.object()
            .put("amount", order.basket().amountMinor())
            .put("currency", order.basket().currency()));
  }

  private Problem cartCheckedOut(Tx tx, Order draft) {
    Order first = orders.holdingCart(tx, draft.buyer().cartId().orElseThrow()).orElseThrow();
    return new Problem(
            409, "cart-already-checked-out", "The cart was checked out as " + first.id() + ".")
        .with("order", orders.render(tx, first))
        .header("Location", "/v1/orders/" + first.id());
  }

  private static Problem outOfStock(List<Stock.Shortage> shortages) {
    ArrayNode items = Json.array();
    for (Stock.Shortage shortage : shortages) {
      items
          .addObject()
          .put("sku", shortage.sku().value())
          .put("asked", shortage.asked())
          .put("available", shortage.available());
    }
    return new Problem(409, "out-of-stock", "There is not enough in stock; nothing was charged.")
        .with("items", items);
  }

  static Problem notFound() {
    return new Problem(404, "not-found", "There is no such order.");
  }
}
