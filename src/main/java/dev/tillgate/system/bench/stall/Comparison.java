package dev.tillgate.system.bench.stall;

import dev.tillgate.system.bench.measure.Jvm;
import dev.tillgate.system.bench.measure.Machine;
import dev.tillgate.system.bench.peer.Candidate;
import dev.tillgate.system.bench.peer.Candidates;
import dev.tillgate.system.bench.peer.Engine;
import dev.tillgate.system.bench.peer.Site;
import dev.tillgate.system.bench.peer.Sites;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The gateway's outbox and its peers in turn, each once, and a table of what was delivered. */
public final class Comparison {
  private final Engine engine;
  private final List<Candidate> candidates;
  private final Load load;

  private Comparison(Engine engine, List<Candidate> candidates, Load load) {
    this.engine = engine;
    this.candidates = List.copyOf(candidates);
    this.load = load;
  }

  /**
   * What to compare, by its flags.
   *
   * @throws IllegalArgumentException when one is not what it must be, naming the flag
   */
  public static Comparison of(String engine, String peers, Load load) {
    Engine on = Engine.named(engine);
    return new Comparison(on, Candidates.chosen(peers, on), load);
  }

  /** Measures in that directory, and prints. */
  public void run(Path directory) throws IOException, InterruptedException {
    Jvm jvm = new Jvm(Map.of());
    System.out.print(introduction() + heading());
    try (Sites sites = Sites.on(engine, directory, jvm)) {
      for (Candidate candidate : candidates) {
        Site site = sites.fresh(candidate.name());
        Optional<Figures> figures = measured(new Task(candidate.name(), site, load), jvm);
        System.out.printf(
            "%-20s %s%n", candidate.name(), figures.map(Comparison::row).orElse("died"));
      }
    }
    System.out.print(legend());
  }

  /** Nothing when its process died, or had to be ended. */
  private Optional<Figures> measured(Task task, Jvm jvm) throws IOException, InterruptedException {
    Process process = jvm.start(TrialProcess.class, Jvm.written(task));
    var unused =
        process
            .onExit()
            .orTimeout(Trial.longest(load).toMillis(), TimeUnit.MILLISECONDS)
            .exceptionally(late -> process.destroyForcibly());
    try {
      return Optional.of(Jvm.next(process, Figures.class));
    } catch (IllegalStateException died) {
      return Optional.empty();
    }
  }

  private String introduction() {
    String peers =
        candidates.stream()
            .filter(each -> !each.name().equals(Candidates.OURS))
            .map(each -> "  %-20s %s%n".formatted(each.name(), each.settings(engine)))
            .collect(Collectors.joining());
    return """

    The same rate on %s with %d posts in flight in all, a process for each candidate.
    %s"with": for %d s the first %d of %d hang. What became of the events for the other %d:

    """
        .formatted(
            engine,
            Candidate.IN_FLIGHT,
            peers,
            load.length().toSeconds(),
            load.hanging(),
            load.endpoints(),
            load.healthy());
  }

  private static String heading() {
    return "%-20s %9s %9s %9s %9s %9s %9s %9s %9s %9s%n"
        .formatted(
            "", "before", "came", "p50 ms", "p99 ms", "with", "early", "late", "p50 ms", "p99 ms");
  }

  private static String row(Figures figures) {
    Figures.Phase before = figures.before();
    Figures.Phase with = figures.with();
    return "%,9d %,9d %9.1f %9.1f %,9d %,9d %,9d %9.1f %9.1f"
        .formatted(
            before.published(),
            before.early(),
            before.p50(),
            before.p99(),
            with.published(),
            with.early(),
            with.late(),
            with.p50(),
            with.p99());
  }

  private String legend() {
    return """

    "early": delivered %d s after the publishing ended, "late": %d s later. From publishing to
    arrival; what had not come then counts as if it had come then. "died": its process ended.
    Ran on %s
    """
        .formatted(Trial.look(load).toSeconds(), Trial.PATIENCE.toSeconds(), Machine.described());
  }
}
