package dev.tillgate.gateway.catalog;

import dev.tillgate.gateway.platform.store.Tx;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The products of the shop. */
public final class Catalog {
  private final ProductStore store = new ProductStore();
  private final InstantSource clock;

  public Catalog(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Creates or replaces a product; without a stock a new one has none and an old one keeps its own.
   */
  public Product put(Tx tx, Product product, OptionalLong stock) {
    store.put(tx, product, stock, clock.instant());
    return store.find(tx, product.sku()).orElseThrow();
  }

  public Optional<Product> find(Tx tx, Sku sku) {
    return store.find(tx, sku);
  }

  /** Up to {@code limit + 1} products made before the one the cursor names, newest first. */
  public List<Product> page(Tx tx, @Nullable String cursor, int limit) {
    return store.page(tx, cursor, limit);
  }

  /** Adds to the stock or takes from it; empty, and nothing done, when it would go below zero. */
  public Optional<Product> adjust(Tx tx, Sku sku, long delta) {
    return store.adjust(tx, sku, delta, clock.instant()) ? store.find(tx, sku) : Optional.empty();
  }
}
