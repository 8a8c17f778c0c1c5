package dev.tillgate.system.storm;

import dev.tillgate.system.playground.Purchase;
import java.util.random.RandomGenerator;

/**
 * One shopper's visit as it is planned.
 *
 * @param key of the checkout; every later request's key begins with it
 * @param prefer how the answer is waited for
 */
record Visit(String key, Errand errand, int quantity, String prefer) {
  private static final int QUANTITY_MAX = 3;

  static Visit any(String key, RandomGenerator chance) {
    return new Visit(
        key, Errand.any(chance), 1 + chance.nextInt(QUANTITY_MAX), anyPreference(chance));
  }

  private static String anyPreference(RandomGenerator chance) {
    return switch (chance.nextInt(5)) {
      case 0 -> "wait=10";
      case 1 -> "wait=1";
      default -> "respond-async";
    };
  }

  Purchase purchase() {
    return Purchase.of(Storm.TEA, errand.method()).times(quantity).by(key + "@example.com");
  }
}
