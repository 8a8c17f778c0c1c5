package dev.tillgate.mockpsp.callback;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The order of deliveries that were claimed together. */
final class Shuffled {
  private Shuffled() {}

  static boolean hasPlace(Delivery delivery) {
    return delivery.place() != null;
  }

  /** By their places; those without one first, as they came. */
  static List<Delivery> inTurn(List<Delivery> deliveries) {
    return deliveries.stream()
        .sorted(Comparator.comparing(delivery -> Objects.requireNonNullElse(delivery.place(), -1)))
        .toList();
  }
}
