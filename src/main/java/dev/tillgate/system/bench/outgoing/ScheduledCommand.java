package dev.tillgate.system.bench.outgoing;

import dev.tillgate.system.bench.measure.Flags;
import dev.tillgate.system.bench.measure.Latencies;
import dev.tillgate.system.bench.measure.Machine;
import dev.tillgate.system.bench.measure.Median;
import dev.tillgate.system.playground.LogFile;
import dev.tillgate.system.playground.Scratch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** {@code bench scheduled}: what deliveries that are due next week cost until then. */
public final class ScheduledCommand {
  private static final int DELIVERIES_MAX = 10_000_000;
  private static final int DELIVERIES_MIN = 10_000;
  private static final int IDLE_MAX = 600;
  private static final int ROUNDS_MAX = 100;
  private static final int SECONDS_MAX = 60;
  private static final int ENDPOINTS = 100;
  private static final int RATE = 50;
  private static final Duration WARM_UP = Duration.ofSeconds(2);

  private final int deliveries;
  private final Duration idle;
  private final int rounds;
  private final Duration length;

  /**
   * How much, and how long it is measured.
   *
   * @throws IllegalArgumentException when a number is out of its bounds, naming its flag
   */
  public ScheduledCommand(int deliveries, int idle, int rounds, int seconds) {
    Flags.requireBetween("--deliveries", deliveries, DELIVERIES_MIN, DELIVERIES_MAX);
    Flags.requireBetween("--idle", idle, IDLE_MAX);
    Flags.requireBetween("--rounds", rounds, ROUNDS_MAX);
    Flags.requireBetween("--seconds", seconds, SECONDS_MAX);
    this.deliveries = deliveries;
    this.idle = Duration.ofSeconds(idle);
    this.rounds = rounds;
    this.length = Duration.ofSeconds(seconds);
  }

  /** Measures, prints, and returns the exit status. */
  public int run() throws IOException, InterruptedException {
    Scratch scratch = Scratch.make("tillgate-bench-");
    LogFile.at(scratch.directory().resolve("bench.log"), "WARN");
    System.out.printf("scheduled: writing %,d deliveries%n", deliveries);
    int spare = RATE * Math.toIntExact(WARM_UP.toSeconds() + rounds * length.toSeconds());
    Scheduled.Table few = new Scheduled.Table(spare, ENDPOINTS, 1);
    int events = Math.max(spare, deliveries / ENDPOINTS);
    Scheduled.Table many = new Scheduled.Table(events, ENDPOINTS, Math.max(1, deliveries / events));
    try (Scheduled empty = new Scheduled(scratch.directory().resolve("empty"), few, spare);
        Scheduled full = new Scheduled(scratch.directory().resolve("full"), many, spare)) {
      System.out.print(
          rests(empty, full) + wakes(empty, full) + "Ran on " + Machine.described() + "\n");
    }
    scratch.delete();
    return 0;
  }

  private String rests(Scheduled empty, Scheduled full) throws InterruptedException {
    System.out.printf("scheduled: watching an idle gateway for %d s%n", idle.toSeconds());
    CountedDatabase.Counts asked = full.idle(idle);
    return """

    %,d deliveries are due next week, of %d endpoints ("full"); %,d of one ("empty").
    The engine's start: %d ms full, %d ms empty.
    Idle for %d s, full: %d reads, %d writes (the safety poll is one read every 30 s).

    """
        .formatted(
            full.written(),
            ENDPOINTS,
            empty.written(),
            full.recovery().toMillis(),
            empty.recovery().toMillis(),
            idle.toSeconds(),
            asked.reads(),
            asked.writes());
  }

  private record Pair(Latencies empty, Latencies full) {
    double ratio(double share) {
      return full.millis(share) / empty.millis(share);
    }
  }

  private void warm(List<Scheduled> both) {
    for (Scheduled each : both) {
      Latencies unused = each.fresh(RATE, warmUp());
      unused = each.made(RATE, warmUp());
    }
  }

  private String wakes(Scheduled empty, Scheduled full) {
    System.out.printf("scheduled: %d rounds of four times %d s%n", rounds, length.toSeconds());
    warm(List.of(empty, full));
    List<Pair> fresh = new ArrayList<>();
    List<Pair> made = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      fresh.add(pair(empty, full, i, each -> each.fresh(RATE, length)));
      made.add(pair(empty, full, i, each -> each.made(RATE, length)));
    }
    return """
    Milliseconds until it arrives, %d a second; medians of %d rounds in turn.

    %-34s %9s %9s %9s %9s %9s %9s
    %s%s
    """
        .formatted(
            RATE,
            rounds,
            "",
            "empty p50",
            "full p50",
            "ratio",
            "empty p99",
            "full p99",
            "ratio",
            line("a fresh event, from publishing", fresh),
            line("one of next week's, from \"retry\"", made));
  }

  private Duration warmUp() {
    return length.compareTo(WARM_UP) < 0 ? length : WARM_UP;
  }

  /** Every second one the other way round. */
  private static Pair pair(
      Scheduled empty, Scheduled full, int round, Function<Scheduled, Latencies> measure) {
    if (round % 2 == 0) {
      Latencies first = measure.apply(empty);
      return new Pair(first, measure.apply(full));
    }
    Latencies first = measure.apply(full);
    return new Pair(measure.apply(empty), first);
  }

  private static String line(String name, List<Pair> pairs) {
    return "%-34s %9.2f %9.2f %9.2f %9.2f %9.2f %9.2f%n"
        .formatted(
            name,
            Median.of(pairs, pair -> pair.empty().millis(0.5)),
            Median.of(pairs, pair -> pair.full().millis(0.5)),
            Median.of(pairs, pair -> pair.ratio(0.5)),
            Median.of(pairs, pair -> pair.empty().millis(0.99)),
            Median.of(pairs, pair -> pair.full().millis(0.99)),
            Median.of(pairs, pair -> pair.ratio(0.99)));
  }
}
