package dev.tillgate.gateway.catalog;

import dev.tillgate.gateway.platform.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

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
   * What setting aside came to.
   *
   * @param shortages lines that were not to be had; then the caller undoes the transaction
   * @param taken what is left of each of the others
   */
  public record Reserved(List<Shortage> shortages, List<Taken> taken) {
    public Reserved {
      shortages = List.copyOf(shortages);
      taken = List.copyOf(taken);
    }
  }

  /** Some pieces set aside, and how many are still to be had. */
  public record Taken(Sku sku, long quantity, long available) {}

  /**
   * Sets every line aside for the order. When one is short the others are still tried, so that the
   * answer names all; the caller then undoes the transaction.
   *
   * @param lines each product once, all of them in the catalogue
   */
  public Reserved reserve(Tx tx, String orderId, List<Line> lines) {
    List<Shortage> shortages = new ArrayList<>();
    List<Taken> taken = new ArrayList<>();
    for (Line line : lines) {
      OptionalLong left = reserve(tx, orderId, line);
      if (left.isPresent()) {
        taken.add(new Taken(line.sku(), line.quantity(), left.getAsLong()));
      } else {
        shortages.add(shortage(tx, line));
      }
    }
    return new Reserved(shortages, taken);
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

  private OptionalLong reserve(Tx tx, String orderId, Line line) {
    OptionalLong left = products.reserve(tx, line.sku(), line.quantity());
    if (left.isPresent()) {
      reservations.insert(tx, orderId, line);
    }
    return left;
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
