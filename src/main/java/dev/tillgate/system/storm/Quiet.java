package dev.tillgate.system.storm;

import dev.tillgate.gateway.verify.ProviderBooks;
import dev.tillgate.gateway.verify.Report;
import dev.tillgate.gateway.verify.Tally;
import dev.tillgate.gateway.verify.Verification;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Waits until nothing is under way any more, looking at the store from beside it. */
final class Quiet {
  private static final Duration BETWEEN = Duration.ofSeconds(1);
  private static final int LOOKS_PER_WORD = 5;

  private final Verification verification;
  private final ProviderBooks books;
  private final Set<String> underWay =
      new HashSet<>(
          Set.of(
              "orders pending",
              "orders canceling",
              "orders expiring",
              "callbacks that wait for their order",
              "deliveries to be sent"));

  /**
   * Nothing asked yet.
   *
   * @param books what the provider says of the money
   * @param ordersExpire whether an order nobody pays is still on its way, to expiry
   */
  Quiet(Verification verification, ProviderBooks books, boolean ordersExpire) {
    this.verification = verification;
    this.books = books;
    if (ordersExpire) {
      underWay.addAll(Set.of("orders requires_action", "orders payment_failed"));
    }
  }

  /**
   * What verify says once it is quiet, or when the patience is used up.
   *
   * @param out is told now and then what everybody waits for
   */
  Report await(Duration patience, Consumer<String> out) {
    long deadline = System.nanoTime() + patience.toNanos();
    Report report = look();
    for (int look = 1; !isQuiet(report) && System.nanoTime() < deadline; look++) {
      if (look % LOOKS_PER_WORD == 0) {
        out.accept("waiting: " + left(report));
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
      report = look();
    }
    return report;
  }

  /** The provider is asked only when our own side is quiet: its books are long. */
  private Report look() {
    Report ours = verification.ofStore();
    return isQuiet(ours) ? verification.against(books) : ours;
  }

  boolean isQuiet(Report report) {
    return left(report).isEmpty();
  }

  /** What is under way, with its numbers; empty when nothing is. */
  String left(Report report) {
    String ours =
        report.tallies().stream()
            .filter(tally -> underWay.contains(tally.name()) && tally.count() > 0)
            .map(tally -> tally.count() + " " + tally.name())
            .collect(Collectors.joining(", "));
    return ours.isEmpty() && hasMoneyUnderWay(report) ? "money" : ours;
  }

  /** No order is judged while its shopper, or a person of the shop's, has still to decide. */
  private static boolean hasMoneyUnderWay(Report report) {
    return count(report, "orders whose money was not judged")
        > count(report, "orders requires_action") + count(report, "orders needs_review");
  }

  private static long count(Report report, String name) {
    return report.tallies().stream()
        .filter(tally -> tally.name().equals(name))
        .mapToLong(Tally::count)
        .sum();
  }
}
