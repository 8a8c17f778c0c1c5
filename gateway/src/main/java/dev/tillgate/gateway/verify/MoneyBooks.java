package dev.tillgate.gateway.verify;

import dev.tillgate.gateway.order.OrderState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What our store says of the money, at one moment.
 *
 * @param orders by their ids
 * @param payments by their ids
 * @param refunds by the provider's ids of them
 * @param awaited the provider's ids of the payments some refund of which has no answer yet
 */
record MoneyBooks(
    Map<String, Owed> orders,
    Map<String, Attempt> payments,
    Map<String, ProviderIntent.Returned> refunds,
    Set<String> awaited) {
  MoneyBooks {
    orders = Map.copyOf(orders);
    payments = Map.copyOf(payments);
    refunds = Map.copyOf(refunds);
    awaited = Set.copyOf(awaited);
  }

  /**
   * An order.
   *
   * @param quiet whether none of its payments is on its way, to us or back to the shopper
   */
  record Owed(
      OrderState state,
      long amountMinor,
      long refundedMinor,
      int version,
      boolean quiet,
      Instant createdAt) {

    /** What the provider must have kept; empty while nobody can say. */
    OptionalLong keptMinor() {
      return quiet ? ofState() : OptionalLong.empty();
    }

    private OptionalLong ofState() {
      return switch (state) {
        case CONFIRMED -> OptionalLong.of(amountMinor);
        case PARTIALLY_REFUNDED -> OptionalLong.of(amountMinor - refundedMinor);
        case PAYMENT_FAILED, CANCELED, EXPIRED, REFUNDED -> OptionalLong.of(0);
        case PENDING, REQUIRES_ACTION, CANCELING, EXPIRING, NEEDS_REVIEW -> OptionalLong.empty();
      };
    }
  }

  /**
   * A payment.
   *
   * @param providerId the provider's id of it, once known
   * @param open whether the provider may have it without our knowing its id
   */
  record Attempt(String orderId, Optional<String> providerId, boolean open) {}

  /** When the first order was made; now if there is none. */
  Instant oldest(Instant now) {
    return orders.values().stream().map(Owed::createdAt).min(Instant::compareTo).orElse(now);
  }
}
