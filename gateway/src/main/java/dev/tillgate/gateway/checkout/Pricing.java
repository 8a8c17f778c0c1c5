package dev.tillgate.gateway.checkout;

import dev.tillgate.gateway.catalog.Catalog;
import dev.tillgate.gateway.catalog.Line;
import dev.tillgate.gateway.catalog.Product;
import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.http.Problem;
import dev.tillgate.gateway.platform.store.Tx;
import java.util.List;

/** Prices a checkout from the catalogue; the client's idea of a price is only ever compared. */
final class Pricing {
  private static final long TOTAL_MAX = 99_999_999; // Stripe takes eight digits.

  private final Catalog catalog;

  Pricing(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * The basket at today's prices.
   *
   * @throws Problem 422 for an unknown product, another currency or too large a total, 409 {@code
   *     price-changed} when the expected total differs
   */
  Order.Basket price(Tx tx, CheckoutRequest request) {
    List<Order.Item> items =
        request.lines().stream().map(line -> item(tx, line, request.currency())).toList();
    long total = items.stream().mapToLong(Pricing::amount).reduce(0, Pricing::plus);
    request.expectedTotalMinor().ifPresent(expected -> compare(expected, total));
    return new Order.Basket(items, total, request.currency());
  }

  private Order.Item item(Tx tx, Line line, String currency) {
    Product product = catalog.find(tx, line.sku()).orElseThrow(() -> unknown(line));
    if (!product.currency().equals(currency)) {
      throw new Problem(
              422,
              "currency-mismatch",
              line.sku() + " is sold in " + product.currency() + ", not in " + currency + ".")
          .with("sku", line.sku().value());
    }
    return new Order.Item(
        line.sku().value(), product.name(), line.quantity(), product.unitAmountMinor());
  }

  // At most 100,000 pieces of at most 99,999,999 each: the product fits a long many times over.
  private static long amount(Order.Item item) {
    return item.quantity() * item.unitAmountMinor();
  }

  private static long plus(long sum, long amount) {
    if (sum + amount > TOTAL_MAX) {
      throw new Problem(
          422, "total-too-large", "The total must be at most " + TOTAL_MAX + " minor units.");
    }
    return sum + amount;
  }

  private static void compare(long expected, long total) {
    if (expected != total) {
      throw new Problem(
              409,
              "price-changed",
              "The total is " + total + " now, not " + expected + "; nothing was charged.")
          .with("expected_total", Json.number(expected))
          .with("total", Json.number(total));
    }
  }

  private static Problem unknown(Line line) {
    return new Problem(422, "unknown-product", "There is no product " + line.sku() + ".")
        .with("sku", line.sku().value());
  }
}
