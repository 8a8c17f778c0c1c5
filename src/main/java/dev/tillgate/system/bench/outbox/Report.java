package dev.tillgate.system.bench.outbox;

import dev.tillgate.system.bench.measure.Machine;
import dev.tillgate.system.bench.measure.Median;
import dev.tillgate.system.bench.peer.Candidates;
import dev.tillgate.system.bench.peer.Engine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rounds of all candidates, and how ours compares: always within one round. */
final class Report {
  private static final double GOAL_P50 = 0.5;
  private static final double GOAL_P99 = 3;

  private final Engine engine;
  private final boolean slowed;
  private final Map<String, List<Figures>> rounds = new LinkedHashMap<>();

  /**
   * @param slowed whether flushes were made to take longer
   */
  Report(Engine engine, boolean slowed) {
    this.engine = engine;
    this.slowed = slowed;
    rounds.put(Candidates.OURS, new ArrayList<>());
  }

  /** The next round of that candidate. */
  void add(String candidate, Figures figures) {
    rounds.computeIfAbsent(candidate, unused -> new ArrayList<>()).add(figures);
  }

  @Override
  public String toString() {
    return "%nMedians of %d rounds%n".formatted(ours().size())
        + table()
        + times()
        + goals()
        + legend();
  }

  private String table() {
    String heading =
        "%-20s %10s %10s %10s %9s %9s %14s %14s %8s%n"
            .formatted(
                "",
                "live/s",
                "cold/s",
                "warm/s",
                "p50 ms",
                "p99 ms",
                "CPU live",
                "CPU warm",
                "RSS MiB");
    return heading + rounds.keySet().stream().map(this::line).collect(Collectors.joining());
  }

  private String line(String name) {
    List<Figures> all = of(name);
    return "%-20s %,10.0f %,10.0f %,10.0f %9.2f %9.2f %14s %14s %8.0f%n"
        .formatted(
            name,
            Median.of(all, each -> each.live().perSecond()),
            Median.of(all, each -> each.cold().perSecond()),
            Median.of(all, each -> each.warm().perSecond()),
            Median.of(all, each -> each.wakeUps().p50()),
            Median.of(all, each -> each.wakeUps().p99()),
            cpu(all.stream().map(Figures::live).toList()),
            cpu(all.stream().map(Figures::warm).toList()),
            Median.of(all, each -> each.terrain().resident()));
  }

  private static String cpu(List<Figures.Phase> phases) {
    return "%.1f + %.1f"
        .formatted(
            Median.of(phases, Figures.Phase::ownSeconds),
            Median.of(phases, Figures.Phase::serverSeconds));
  }

  private String times() {
    if (peers().isEmpty()) {
      return "";
    }
    String lines =
        peers().stream()
            .map(peer ->
                "%-20s %10.2f %10.2f %10.2f %10.1f%n"
                    .formatted(
                        peer,
                        ratio(peer, each -> each.live().perSecond()),
                        ratio(peer, each -> each.cold().perSecond()),
                        ratio(peer, each -> each.warm().perSecond()),
                        1 / ratio(peer, each -> each.wakeUps().p50())))
            .collect(Collectors.joining());
    return "%n%-20s %10s %10s %10s %10s%n%s"
        .formatted("tillgate, in times", "live", "cold", "warm", "p50", lines);
  }

  /** The median of ours to theirs, each in one round. */
  private double ratio(String peer, ToDoubleFunction<Figures> value) {
    List<Double> ratios =
        IntStream.range(0, ours().size())
            .mapToObj(
                i -> value.applyAsDouble(ours().get(i)) / value.applyAsDouble(of(peer).get(i)))
            .toList();
    return Median.of(ratios, Double::doubleValue);
  }

  private String goals() {
    String wakeUp =
        "Goals: wake-up p50 < %.1f ms: %.2f; p99 < %.0f ms: %.2f"
            .formatted(
                GOAL_P50,
                Median.of(ours(), each -> each.wakeUps().p50()),
                GOAL_P99,
                Median.of(ours(), each -> each.wakeUps().p99()));
    return peers().isEmpty()
        ? "%n%s%n".formatted(wakeUp)
        : "%n%s; times the best peer: live >= %d: %.1f; cold > 1: %.1f; warm > 1: %.1f%n"
            .formatted(
                wakeUp,
                liveGoal(),
                best(each -> each.live().perSecond()),
                best(each -> each.cold().perSecond()),
                best(each -> each.warm().perSecond()));
  }

  private String legend() {
    return """

    "live": %d producers, a transaction each, from the first publishing to the last settling.
    "cold", "warm": a backlog by a fresh process and again by the same, from the first arrival.
    "p50", "p99": from commit to arrival, %d events a second. CPU: seconds for 10,000 events, own
    (the sink's included) + the server's. A process for each trial. A flush took %.2f ms. Ran on
    %s
    """
        .formatted(
            Producers.COUNT,
            Trial.WAKE_UPS_A_SECOND,
            Median.of(ours(), each -> each.terrain().flushMillis()),
            Machine.described());
  }

  /** In times the best peer; on SQLite group commit is worth the more, the slower the disk. */
  private int liveGoal() {
    return switch (engine) {
      case SQLITE -> slowed ? 15 : 5;
      case POSTGRESQL -> 3;
    };
  }

  /** Against whichever peer comes nearest. */
  private double best(ToDoubleFunction<Figures> value) {
    return peers().stream().mapToDouble(peer -> ratio(peer, value)).min().orElseThrow();
  }

  private List<String> peers() {
    return rounds.keySet().stream().filter(name -> !name.equals(Candidates.OURS)).toList();
  }

  private List<Figures> ours() {
    return of(Candidates.OURS);
  }

  private List<Figures> of(String name) {
    return rounds.getOrDefault(name, List.of());
  }
}
