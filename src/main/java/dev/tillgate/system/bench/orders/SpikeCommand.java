package dev.tillgate.system.bench.orders;

import dev.tillgate.system.bench.measure.Flags;
import dev.tillgate.system.bench.measure.Latencies;
import dev.tillgate.system.bench.measure.Machine;
import dev.tillgate.system.bench.measure.MemoryUse;
import dev.tillgate.system.playground.LogFile;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Scratch;
import java.io.IOException;
import java.time.Duration;

/** {@code bench spike}: many checkouts within one second, and what becomes of each. */
public final class SpikeCommand {
  private static final int ORDERS_MAX = 100_000;
  private static final int SECONDS_MAX = 60;
  private static final int CLIENTS = 64;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final double NANOS_A_SECOND = 1e9;

  private final int orders;
  private final Duration warmUp;

  /**
   * @throws IllegalArgumentException when a number is out of its bounds, naming its flag
   */
  public SpikeCommand(int orders, int seconds) {
    Flags.requireBetween("--orders", orders, ORDERS_MAX);
    Flags.requireBetween("--seconds", seconds, SECONDS_MAX);
    this.orders = orders;
    this.warmUp = Duration.ofSeconds(seconds);
  }

  /** Measures, prints, and returns the exit status: 1 when an order was lost or paid twice. */
  public int run() throws IOException, InterruptedException {
    Scratch scratch = Scratch.make("tillgate-bench-");
    LogFile.at(scratch.directory().resolve("bench.log"), "WARN");
    int wrong;
    try (ShippedSite site = ShippedSite.in(scratch.directory());
        MemoryUse memory = new MemoryUse(site::pid)) {
      wrong = measure(site, memory);
    }
    scratch.delete();
    return wrong == 0 ? 0 : 1;
  }

  private int measure(ShippedSite site, MemoryUse memory) throws InterruptedException {
    System.out.printf(
        "spike: %d clients in a closed loop for %d s, to compare with%n",
        CLIENTS, warmUp.toSeconds());
    ClosedLoop loop = new ClosedLoop(CLIENTS);
    ClosedLoop.Run cold = loop.run(site, warmUp);
    ClosedLoop.Run steady = loop.run(site, warmUp);
    int toldBefore = site.told();
    System.out.printf("spike: %,d checkouts within one second%n", orders);
    long begin = System.nanoTime();
    Wave.Outcome outcome = new Wave(site).roll(orders);
    int expected = toldBefore + orders - outcome.givenUp();
    Poll.until("all to be confirmed and told", PATIENCE, () -> site.told() >= expected);
    double seconds = (System.nanoTime() - begin) / NANOS_A_SECOND;
    int lost = orders - outcome.givenUp() - (site.told() - toldBefore);
    ShippedSite.Charges charges = site.charges();
    report(outcome, seconds, steady.perSecond(), memory.peak());
    int doubled = (int) (charges.made() - charges.orders());
    System.out.printf(
        "Accepted and not told: %d. Charged twice: %d. Errors before it: %d.%n",
        lost, doubled, cold.errors() + steady.errors());
    System.out.printf(
        "Goals: 0 lost, 0 doubled, under 512 MiB, at least 0.80 of the rate. Ran on %s%n",
        Machine.described());
    return lost + doubled + outcome.givenUp();
  }

  private void report(Wave.Outcome outcome, double seconds, double rate, long mebibytes) {
    System.out.printf(
        "%n%,d accepted at once; refused with Retry-After %,d times, unanswered %,d; given up %d.%n",
        outcome.acceptedAtOnce(), outcome.refused(), outcome.unanswered(), outcome.givenUp());
    System.out.println(Latencies.HEADING);
    System.out.println(outcome.waits().row("until accepted"));
    System.out.printf(
        "All confirmed and told after %.1f s: %,.0f orders/s, %.2f of the closed loop's %,.0f.%n",
        seconds, orders / seconds, orders / seconds / rate, rate);
    System.out.printf("The gateway's memory: %d MiB at most.%n", mebibytes);
  }
}
