package dev.tillgate.system.storm;

import java.time.Duration;

/**
 * How large a storm is.
 *
 * @param orders how many shoppers come, each with one order
 * @param kills how often the gateway is killed
 * @param seed everything that is left to chance comes from it
 * @param clients how many checkouts are under way at once, at most
 * @param rate shoppers a second
 * @param orderTtl how long an unpaid order keeps its stock
 * @param patience how long everything may take to become quiet, once the last shopper has left
 */
public record Shape(
    int orders, int kills, long seed, int clients, int rate, Duration orderTtl, Duration patience) {
  private static final int ORDERS_MAX = 100_000;
  private static final int KILLS_MAX = 100;
  private static final int CLIENTS_MAX = 1_000;
  private static final int RATE_MAX = 1_000;

  public Shape {
    requireBetween("--orders", orders, 1, ORDERS_MAX);
    requireBetween("--kills", kills, 0, KILLS_MAX);
    requireBetween("--clients", clients, 1, CLIENTS_MAX);
    requireBetween("--rate", rate, 1, RATE_MAX);
  }

  /** Whether orders that are left alone expire before everything is quiet. */
  boolean seesOrdersExpire() {
    return orderTtl.compareTo(patience) < 0;
  }

  private static void requireBetween(String flag, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s must be %d to %d, not %d".formatted(flag, min, max, value));
    }
  }
}
