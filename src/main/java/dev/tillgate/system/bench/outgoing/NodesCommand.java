package dev.tillgate.system.bench.outgoing;

import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.system.bench.measure.Flags;
import dev.tillgate.system.bench.measure.Machine;
import dev.tillgate.system.bench.measure.Median;
import dev.tillgate.system.playground.LogFile;
import dev.tillgate.system.playground.OwnPostgres;
import dev.tillgate.system.playground.Patience;
import dev.tillgate.system.playground.Scratch;
import dev.tillgate.system.playground.Wiring;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code bench nodes}: what a second node on the same database is worth. */
public final class NodesCommand {
  private static final int ENDPOINTS_MAX = 64;
  private static final int EVENTS_MAX = 100_000;
  private static final int DELAY_MAX_MILLIS = 10_000;
  private static final int ROUNDS_MAX = 100;
  private static final String LINE = "%-8s %14s %14s %9s%n";

  private final SharedWork.Shape shape;
  private final int rounds;

  private record Round(double one, double two) {
    double ratio() {
      return two / one;
    }
  }

  /**
   * The load, and how often it is measured.
   *
   * @throws IllegalArgumentException when a number is out of its bounds, naming its flag
   */
  public NodesCommand(SharedWork.Shape shape, int rounds) {
    Flags.requireBetween("--endpoints", shape.endpoints(), ENDPOINTS_MAX);
    Flags.requireBetween("--events", shape.events(), EVENTS_MAX);
    Flags.requireBetween("--delay", Math.toIntExact(shape.delay().toMillis()), DELAY_MAX_MILLIS);
    Flags.requireBetween("--rounds", rounds, ROUNDS_MAX);
    this.shape = shape;
    this.rounds = rounds;
  }

  /** Measures, prints, and returns the exit status. */
  public int run() throws IOException, InterruptedException {
    Scratch scratch = Scratch.make("tillgate-bench-");
    LogFile.at(scratch.directory().resolve("bench.log"), "WARN");
    try (OwnPostgres postgres = OwnPostgres.in(scratch.directory().resolve("postgres"))) {
      Wiring wiring = Wiring.onFreePorts(scratch.directory(), Patience.USUAL).on(postgres.url());
      try (MockPsp psp = MockPsp.start(wiring.psp());
          SharedWork work = new SharedWork(shape, wiring)) {
        measure(work);
      }
    }
    scratch.delete();
    return 0;
  }

  private void measure(SharedWork work) throws InterruptedException {
    System.out.printf(
        "nodes: %,d events to %d endpoints that take %d ms each; a round with one node, then two%n",
        shape.events(), shape.endpoints(), shape.delay().toMillis());
    System.out.printf("%ndeliveries a second%n" + LINE, "round", "one node", "two nodes", "ratio");
    List<Round> all = new ArrayList<>();
    for (int i = 1; i <= rounds; i++) {
      all.add(new Round(work.run(1), work.run(2)));
      print(String.valueOf(i), all.getLast().one(), all.getLast().two(), all.getLast().ratio());
    }
    print(
        "median",
        Median.of(all, Round::one),
        Median.of(all, Round::two),
        Median.of(all, Round::ratio));
    System.out.printf(
        "Each node as it ships in a process of its own; publisher, receivers and PostgreSQL beside"
            + " them. Ran on %s%n",
        Machine.described());
  }

  private static void print(String name, double one, double two, double ratio) {
    System.out.printf(
        LINE, name, "%,.0f".formatted(one), "%,.0f".formatted(two), "%.2f".formatted(ratio));
  }
}
