package dev.tillgate.gateway.order;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a shopper ordered, and how far it has come. A snapshot: nothing in it changes. */
public record Order(OrderId id, OrderState state, Basket basket, Buyer buyer, Progress progress) {

  /**
   * What was ordered, at the prices of that moment.
   *
   * @param amountMinor the total, in minor units of the currency
   * @param currency lower-case ISO 4217
   */
  public record Basket(List<Item> items, long amountMinor, String currency) {
    public Basket {
      items = List.copyOf(items);
    }
  }

  /** One line of an order. */
  public record Item(String sku, String name, long quantity, long unitAmountMinor) {}

  /**
   * Who ordered.
   *
   * @param cartId the shop's cart; at most one open or confirmed order per cart
   * @param metadata the shop's own, given back as it came
   */
  public record Buyer(
      String email, Optional<String> name, Optional<String> cartId, Map<String, String> metadata) {}

  /**
   * How far it has come.
   *
   * @param version counts the changes of state, from 1
   */
  public record Progress(
      int version,
      long amountRefundedMinor,
      Instant createdAt,
      Instant expiresAt,
      Instant updatedAt,
      Optional<Instant> confirmedAt) {}
}
