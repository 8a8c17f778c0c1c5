package dev.tillgate.gateway.verify;

import java.util.Optional;

/**
 * A payment intent in the provider's books.
 *
 * @param order our order's id, as its metadata claims
 * @param payment our payment's id, as its metadata claims
 * @param keptMinor captured less refunded, over all its charges, in minor units
 */
public record ProviderIntent(
    String id, Optional<String> order, Optional<String> payment, long keptMinor) {}
