package dev.tillgate.gateway.checkout;

import dev.tillgate.gateway.catalog.Line;
import dev.tillgate.gateway.order.Order;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A checkout as it was asked for; everything in it is well-formed, nothing is priced.
 *
 * @param lines each product once
 * @param currency lower-case ISO 4217
 * @param expectedTotalMinor the total the shopper was shown, if the shop wants it held to
 */
record CheckoutRequest(
    List<Line> lines,
    String currency,
    OptionalLong expectedTotalMinor,
    Order.Buyer buyer,
    PayWith payWith) {
  CheckoutRequest {
    lines = List.copyOf(lines);
  }

  /**
   * How the shopper pays.
   *
   * @param method the provider's id of a payment method, never a card number
   * @param returnUrl where the provider's page sends the shopper back to
   */
  record PayWith(String method, Optional<String> returnUrl) {}
}
