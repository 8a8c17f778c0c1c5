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
   * less than was promised, or when it holds nothing any more. True again when repeated.
   */
  public boolean commit(Tx tx, String orderId) {
    List<Line> held = reservations.in(tx, orderId, "held");
    if (held.isEmpty()) {
      return !reservations.in(tx, orderId, "committed").isEmpty();
    }
    if (held.stream().anyMatch(line -> level(tx, line).stock() < line.quantity())) {
      return false;
    }
    for (Line line : held) {
      if (!products.commit(tx, line.sku(), line.quantity())) {
        throw new IllegalStateException(
            "reserved stock of " + line.sku() + " is not there for " + orderId);
      }
    }
    reservations.move(tx, orderId, "held", "committed");
    return true;
  }

  /**
   * Sets aside again what the order held before it was released. False, and nothing done, when a
   * line cannot be had in full any more, or when nothing was released.
   */
  public boolean reserveAgain(Tx tx, String orderId) {
    List<Line> released = reservations.in(tx, orderId, "released");
    if (released.isEmpty() || released.stream().anyMatch(line -> isShort(tx, line))) {
      return false;
    }
    released.forEach(line -> products.reserve(tx, line.sku(), line.quantity()));
    reservations.move(tx, orderId, "released", "held");
    return true;
  }

  /** Puts what the order had taken back on the shelf; repeating it puts back nothing more. */
  public void takeBack(Tx tx, String orderId) {
    reservations
        .in(tx, orderId, "committed")
        .forEach(line -> products.takeBack(tx, line.sku(), line.quantity()));
    reservations.move(tx, orderId, "committed", "released");
  }

  /** Gives back what the order holds; repeating it gives back nothing more. */
  public void release(Tx tx, String orderId) {
    reservations
        .in(tx, orderId, "held")
        .forEach(line -> products.release(tx, line.sku(), line.quantity()));
    reservations.move(tx, orderId, "held", "released");
  }

  private boolean reserve(Tx tx, String orderId, Line line) {
    boolean reserved = products.reserve(tx, line.sku(), line.quantity());
    if (reserved) {
      reservations.insert(tx, orderId, line);
    }
    return reserved;
  }

  private boolean isShort(Tx tx, Line line) {
    return level(tx, line).available() < line.quantity();
  }

  private Shortage shortage(Tx tx, Line line) {
    return new Shortage(line.sku(), line.quantity(), level(tx, line).available());
  }

  private Product.Level level(Tx tx, Line line) {
    return products.find(tx, line.sku()).orElseThrow().level();
  }
}
