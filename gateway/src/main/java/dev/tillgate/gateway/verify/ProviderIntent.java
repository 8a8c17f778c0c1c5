package dev.tillgate.gateway.verify;

import java.util.List;
import java.util.Optional;

/**
 * A payment intent in the provider's books.
 *
 * @param order our order's id, as its metadata claims
 * @param payment our payment's id, as its metadata claims
 * @param keptMinor captured less refunded, over all its charges, in minor units
 * @param refunds every refund of it, failed ones too
 */
public record ProviderIntent(
    String id,
    Optional<String> order,
    Optional<String> payment,
    long keptMinor,
    List<Returned> refunds) {

  public ProviderIntent {
    refunds = List.copyOf(refunds);
  }

  /** One of which nothing was ever refunded. */
  public ProviderIntent(
      String id, Optional<String> order, Optional<String> payment, long keptMinor) {
    this(id, order, payment, keptMinor, List.of());
  }

  /**
   * A refund.
   *
   * @param id the provider's
   * @param status in our words
   */
  public record Returned(String id, long amountMinor, String status) {}
}
