package dev.tillgate.system.bench.outgoing;

import dev.tillgate.system.bench.measure.Flags;
import dev.tillgate.system.bench.measure.Latencies;
import dev.tillgate.system.bench.measure.Machine;
import dev.tillgate.system.bench.measure.Median;
import dev.tillgate.system.bench.stall.Comparison;
import dev.tillgate.system.bench.stall.Load;
import dev.tillgate.system.playground.LogFile;
import dev.tillgate.system.playground.Scratch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code bench neighbours}: what endpoints that hang cost the others; with the peers too. */
public final class NeighboursCommand {
  private static final int ENDPOINTS_MAX = 1_000;
  private static final int RATE_MAX = 2_000;
  private static final int SECONDS_MAX = 600;
  private static final int TIMEOUT_MAX = 30;
  private static final int ROUNDS_MAX = 100;
  private static final Duration WARM_UP = Duration.ofSeconds(2);

  private final Neighbours.Shape shape;
  private final int rounds;
  private final Duration length;
  private final Comparison comparison;

  /**
   * The load, and how often and how long it is measured; the peers once and twice as long.
   *
   * @throws IllegalArgumentException when a number is out of its bounds, naming its flag
   */
  public NeighboursCommand(
      Neighbours.Shape shape, int rounds, int seconds, String engine, String peers) {
    Flags.requireBetween("--endpoints", shape.endpoints(), ENDPOINTS_MAX);
    Flags.requireBetween("--hanging", shape.hanging(), shape.endpoints() - 1);
    Flags.requireBetween("--rate", shape.perSecond(), RATE_MAX);
    Flags.requireBetween("--timeout", Math.toIntExact(shape.timeout().toSeconds()), TIMEOUT_MAX);
    Flags.requireBetween("--rounds", rounds, ROUNDS_MAX);
    Flags.requireBetween("--seconds", seconds, SECONDS_MAX);
    this.shape = shape;
    this.rounds = rounds;
    this.length = Duration.ofSeconds(seconds);
    this.comparison = Comparison.of(engine, peers, load());
  }

  private Load load() {
    return new Load(
        shape.endpoints(),
        shape.hanging(),
        shape.perSecond(),
        shape.timeout(),
        length.multipliedBy(2));
  }

  /** Measures, prints, and returns the exit status. */
  public int run() throws IOException, InterruptedException {
    Scratch scratch = Scratch.make("tillgate-bench-");
    LogFile.at(scratch.directory().resolve("bench.log"), "WARN");
    System.out.printf("neighbours: warming up for %d s%n", length.toSeconds());
    Latencies unused = measure(scratch, "warm-up", true);
    System.out.printf(
        "neighbours: %d rounds of two times %d s%n%n%s", rounds, length.toSeconds(), heading());
    List<Round> all = new ArrayList<>();
    for (int i = 1; i <= rounds; i++) {
      all.add(round(scratch, i));
      System.out.print(all.getLast().row(String.valueOf(i)));
    }
    System.out.print(summary(all));
    comparison.run(scratch.directory());
    scratch.delete();
    return 0;
  }

  private record Round(Latencies before, Latencies with) {
    double ratio(double share) {
      return with.millis(share) / before.millis(share);
    }

    String row(String name) {
      return line(
          name,
          List.of(
              before.millis(0.5),
              before.millis(0.99),
              with.millis(0.5),
              with.millis(0.99),
              ratio(0.5),
              ratio(0.99)));
    }
  }

  /** Each round has gateways of its own, and every second one begins with those that hang. */
  private Round round(Scratch scratch, int number) {
    if (number % 2 == 1) {
      Latencies before = measure(scratch, number + "-before", false);
      return new Round(before, measure(scratch, number + "-with", true));
    }
    Latencies with = measure(scratch, number + "-with", true);
    return new Round(measure(scratch, number + "-before", false), with);
  }

  private Latencies measure(Scratch scratch, String name, boolean hang) {
    try (Neighbours neighbours = new Neighbours(scratch.directory().resolve(name), shape)) {
      Latencies unused = neighbours.run(warmUp());
      if (hang) {
        neighbours.hang();
      }
      return neighbours.run(length);
    }
  }

  private Duration warmUp() {
    return length.compareTo(WARM_UP) < 0 ? length : WARM_UP;
  }

  private String heading() {
    return """
    %d endpoints told in turn, %d events/s in all, each to one of them; the gateway's own store,
    outbox, dispatcher and sender over loopback sockets, one JVM. "with": %d of them accept and never
    answer (the gateway gives up after %d s). Milliseconds from publishing to arrival at the other %d.

    %-8s %12s %12s %12s %12s %9s %9s
    """
        .formatted(
            shape.endpoints(),
            shape.perSecond(),
            shape.hanging(),
            shape.timeout().toSeconds(),
            shape.endpoints() - shape.hanging(),
            "round",
            "before p50",
            "before p99",
            "with p50",
            "with p99",
            "ratio p50",
            "ratio p99");
  }

  private String summary(List<Round> all) {
    List<Double> medians =
        List.of(
            Median.of(all, each -> each.before().millis(0.5)),
            Median.of(all, each -> each.before().millis(0.99)),
            Median.of(all, each -> each.with().millis(0.5)),
            Median.of(all, each -> each.with().millis(0.99)),
            Median.of(all, each -> each.ratio(0.5)),
            Median.of(all, each -> each.ratio(0.99)));
    int arrivals = all.stream().mapToInt(each -> each.before().count() + each.with().count()).sum();
    return line("median", medians)
        + "%n%d arrivals at those that answer, none missing. Ran on %s%n"
            .formatted(arrivals, Machine.described());
  }

  private static String line(String name, List<Double> values) {
    return "%-8s %12.2f %12.2f %12.2f %12.2f %9.2f %9.2f%n"
        .formatted(
            name,
            values.get(0),
            values.get(1),
            values.get(2),
            values.get(3),
            values.get(4),
            values.get(5));
  }
}
