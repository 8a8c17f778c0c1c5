package dev.tillgate.system.bench.orders;

import dev.tillgate.system.bench.measure.Flags;
import dev.tillgate.system.bench.measure.Machine;
import dev.tillgate.system.bench.measure.Median;
import dev.tillgate.system.bench.measure.MemoryUse;
import dev.tillgate.system.playground.LogFile;
import dev.tillgate.system.playground.Scratch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * {@code bench orders}: whole orders from the checkout to the webhook, and how callbacks are
 * acknowledged meanwhile, in turn with the same exchanges with nothing behind them.
 */
public final class OrdersCommand {
  private static final int ROUNDS_MAX = 100;
  private static final int SECONDS_MAX = 60;
  private static final int SHOPPERS_MAX = 1_024;
  private static final double GOAL = 0.5;
  private static final int CALLBACK_P99_MILLIS = 50;
  private static final int CALLBACK_P999_MILLIS = 250;

  private final ClosedLoop loop;
  private final int shoppers;
  private final Duration length;
  private final Duration warmUp;
  private final int rounds;

  private record Round(ClosedLoop.Run ours, ClosedLoop.Run wall) {
    double ratio() {
      return ours.perSecond() / wall.perSecond();
    }
  }

  /**
   * @throws IllegalArgumentException when a number is out of its bounds, naming its flag
   */
  public OrdersCommand(int shoppers, int rounds, int seconds, int warmUp) {
    Flags.requireBetween("--clients", shoppers, SHOPPERS_MAX);
    Flags.requireBetween("--rounds", rounds, ROUNDS_MAX);
    Flags.requireBetween("--seconds", seconds, SECONDS_MAX);
    Flags.requireBetween("--warm-up", warmUp, SECONDS_MAX);
    this.shoppers = shoppers;
    this.rounds = rounds;
    this.length = Duration.ofSeconds(seconds);
    this.warmUp = Duration.ofSeconds(warmUp);
    this.loop = new ClosedLoop(shoppers);
  }

  /** Measures, prints, and returns the exit status: 1 when a checkout was not confirmed. */
  public int run() throws IOException, InterruptedException {
    Scratch scratch = Scratch.make("tillgate-bench-");
    LogFile.at(scratch.directory().resolve("bench.log"), "WARN");
    int errors;
    try (Site ours = ShippedSite.in(scratch.directory());
        Site wall = BareSite.in(scratch.directory());
        MemoryUse memory = new MemoryUse(ours::pid)) {
      errors = measure(ours, wall, memory);
    }
    scratch.delete();
    return errors == 0 ? 0 : 1;
  }

  private int measure(Site ours, Site wall, MemoryUse memory) throws InterruptedException {
    System.out.printf(
        "orders: %d clients, each checking out as fast as it is answered; warming up for %d s%n",
        shoppers, warmUp.toSeconds());
    Round unused = new Round(loop.run(ours, warmUp), loop.run(wall, length));
    System.out.printf(
        "%n%-8s %9s %9s %9s %9s %9s %7s %9s%n",
        "round", "orders/s", "p50 ms", "p99 ms", "wall/s", "wall p50", "ratio", "CPU ms");
    List<Round> all = new ArrayList<>();
    for (int i = 1; i <= rounds; i++) {
      all.add(new Round(loop.run(ours, length), loop.run(wall, length)));
      print(String.valueOf(i), all.subList(i - 1, i));
    }
    print("median", all);
    int errors = all.stream().mapToInt(round -> round.ours().errors()).sum();
    report(all, errors, memory);
    return errors;
  }

  private static void print(String name, List<Round> rounds) {
    System.out.printf(
        "%-8s %,9.0f %9.1f %9.1f %,9.0f %9.1f %7.2f %9.2f%n",
        name,
        ours(rounds, ClosedLoop.Run::perSecond),
        ours(rounds, run -> run.answers().millis(0.5)),
        ours(rounds, run -> run.answers().millis(0.99)),
        Median.of(rounds, round -> round.wall().perSecond()),
        Median.of(rounds, round -> round.wall().answers().millis(0.5)),
        Median.of(rounds, Round::ratio),
        ours(rounds, ClosedLoop.Run::cpuMillis));
  }

  private static double ours(List<Round> rounds, ToDoubleFunction<ClosedLoop.Run> value) {
    return Median.of(rounds, round -> value.applyAsDouble(round.ours()));
  }

  private void report(List<Round> all, int errors, MemoryUse memory) {
    System.out.printf(
        "%nErrors: %d. The gateway's memory: %d MiB at most. CPU: the gateway's for one order.%n",
        errors, memory.peak());
    System.out.printf(
        "Callbacks acknowledged meanwhile: p50 %.1f, p99 %.1f, p99.9 %.1f ms.%n",
        ours(all, run -> run.callbacks().millis(0.5)),
        ours(all, run -> run.callbacks().millis(0.99)),
        ours(all, run -> run.callbacks().millis(0.999)));
    System.out.printf(
        "Goals: ratio %.2f, callbacks p99 %d and p99.9 %d ms, no error. Store: SQLite, FULL. Ran on"
            + " %s%n",
        GOAL, CALLBACK_P99_MILLIS, CALLBACK_P999_MILLIS, Machine.described());
  }
}
