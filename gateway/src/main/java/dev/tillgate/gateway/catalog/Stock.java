package dev.tillgate.gateway.catalog;

import dev.tillgate.gateway.platform.store.Tx;
import java.util.List;

/**
 * Sets stock aside for orders, and takes it out or gives it back. Every step guards itself, so that
 * the stock never goes below zero under any interleaving and nothing is taken or given back twice.
 */
public final class Stock {
  private final ProductStore products = new ProductStore();
  private final ReservationStore reservations = new ReservationStore();

  /** A line that cannot be had in full. */
  public record Shortage(Sku sku, long asked, long available) {}

  /**
   * Sets every line aside for the order. When one is short the others are still tried, so that the
   * answer names all; the caller then undoes the transaction.
   *
   * @param lines each product once, all of them in the catalogue
   */
  public List<Shortage> reserve(Tx tx, String orderId, List<Line> lines) {
    return lines.stream()
        .filter(line -> !reserve(tx, orderId, line))
        .map(line -> shortage(tx, line))
        .toList();
  }

  /**
   * Takes what the order holds out of the house. False, and nothing done, when a stock edit left
   * less than was promised. True again when repeated.
   */
  public boolean commit(Tx tx, String orderId) {
    List<Line> held = reservations.held(tx, orderId);
    if (held.stream().anyMatch(line -> level(tx, line).stock() < line.quantity())) {
      return false;
    }
    for (Line line : held) {
      if (!products.commit(tx, line.sku(), line.quantity())) {
        throw new IllegalStateException(
            "reserved stock of " + line.sku() + " is not there for " + orderId);
      }
    }
    reservations.end(tx, orderId, "committed");
    return true;
  }

  /** Gives back what the order holds; repeating it gives back nothing more. */
  public void release(Tx tx, String orderId) {
    reservations
        .held(tx, orderId)
        .forEach(line -> products.release(tx, line.sku(), line.quantity()));
    reservations.end(tx, orderId, "released");
  }

  private boolean reserve(Tx tx, String orderId, Line line) {
    boolean reserved = products.reserve(tx, line.sku(), line.quantity());
    if (reserved) {
      reservations.insert(tx, orderId, line);
    }
    return reserved;
  }

  private Shortage shortage(Tx tx, Line line) {
    return new Shortage(line.sku(), line.quantity(), level(tx, line).available());
  }

  private Product.Level level(Tx tx, Line line) {
    return products.find(tx, line.sku()).orElseThrow().level();
  }
}
