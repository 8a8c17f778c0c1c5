package dev.tillgate.system.bench.outbox;

import dev.tillgate.system.bench.measure.Flags;
import dev.tillgate.system.bench.measure.Jvm;
import dev.tillgate.system.bench.peer.Candidate;
import dev.tillgate.system.bench.peer.Candidates;
import dev.tillgate.system.bench.peer.Engine;
import dev.tillgate.system.bench.peer.Site;
import dev.tillgate.system.bench.peer.Sites;
import dev.tillgate.system.playground.LogFile;
import dev.tillgate.system.playground.Scratch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code bench outbox}: the outbox against what people would use instead. */
public final class OutboxCommand {
  private static final int EVENTS = 2_000;
  private static final int EVENTS_SLOW = 500; // Some peers make three flushes for each event.
  private static final int EVENTS_OF_A_SERVER = 500; // There are more peers.
  private static final int EVENTS_MAX = 100_000;
  private static final int ROUNDS_MAX = 100;
  private static final int SECONDS_MAX = 600;
  private static final int WARM_UP_MAX = 600;

  private final Engine engine;
  private final Duration flush;
  private final List<Candidate> candidates;
  private final Task.Load load;
  private final int rounds;

  private OutboxCommand(
      Engine engine, Duration flush, List<Candidate> candidates, Task.Load load, int rounds) {
    this.engine = engine;
    this.flush = flush;
    this.candidates = List.copyOf(candidates);
    this.load = load;
    this.rounds = rounds;
  }

  /**
   * How long what has no number of events takes.
   *
   * @param wakeUps at 50 events a second
   * @param warmUp before the live measurement
   */
  public record Seconds(int wakeUps, int warmUp) {}

  /**
   * What to do, by its flags.
   *
   * @param events null for as many as are done in three minutes
   * @throws IllegalArgumentException when one is not what it must be, naming the flag
   */
  public static OutboxCommand of(
      String engine,
      @Nullable Integer events,
      int rounds,
      Seconds seconds,
      String peers,
      String flush) {
    Flags.requireBetween("--rounds", rounds, ROUNDS_MAX);
    Flags.requireBetween("--seconds", seconds.wakeUps(), SECONDS_MAX);
    Flags.requireBetween("--warm-up", seconds.warmUp(), 0, WARM_UP_MAX);
    Engine on = Engine.named(engine);
    Duration slow = Flush.parse(flush);
    Task.Load load =
        new Task.Load(
            events == null ? usual(on, slow) : events, seconds.wakeUps(), seconds.warmUp());
    Flags.requireBetween("--events", load.events(), Producers.COUNT, EVENTS_MAX);
    return new OutboxCommand(on, slow, Candidates.chosen(peers, on), load, rounds);
  }

  private static int usual(Engine engine, Duration flush) {
    int quick = engine == Engine.POSTGRESQL ? EVENTS_OF_A_SERVER : EVENTS;
    return flush.isZero() ? quick : EVENTS_SLOW;
  }

  /** Measures, prints, and returns the exit status. */
  public int run() throws IOException, InterruptedException {
    Scratch scratch = Scratch.make("tillgate-bench-");
    LogFile.at(scratch.directory().resolve("bench.log"), "WARN");
    Jvm jvm = new Jvm(Flush.atLeast(flush, scratch.directory()));
    introduce();
    Report report = new Report(engine, !flush.isZero());
    try (Sites sites = Sites.on(engine, scratch.directory(), jvm)) {
      for (int round = 1; round <= rounds; round++) {
        measure(round, sites, jvm, report);
      }
    }
    System.out.print(report);
    scratch.delete();
    return 0;
  }

  private void introduce() {
    System.out.printf(
        "outbox on %s: %,d events of 1 KiB for each measurement, to a sink that answers at once;"
            + " %d in flight; %d rounds%n",
        engine, load.events(), Candidate.IN_FLIGHT, rounds);
    candidates.forEach(
        each -> System.out.printf("  %-20s %s%n", each.name(), each.settings(engine)));
  }

  /** All in turn, beginning with another one in every round. */
  private void measure(int round, Sites sites, Jvm jvm, Report report)
      throws IOException, InterruptedException {
    List<Candidate> turn = new ArrayList<>(candidates);
    Collections.rotate(turn, 1 - round);
    for (Candidate candidate : turn) {
      Site site = sites.fresh("round-" + round + "-" + candidate.name());
      report.add(candidate.name(), measured(new Task(candidate.name(), site, load), jvm));
      System.out.printf("round %d: %s measured%n", round, candidate.name());
    }
  }

  private static Figures measured(Task task, Jvm jvm) throws IOException, InterruptedException {
    String written = Jvm.written(task);
    Process filling = jvm.start(TrialProcess.class, TrialProcess.Role.FILL.name(), written);
    if (filling.waitFor() != 0) {
      throw new IllegalStateException(task.candidate() + " could not take a backlog");
    }
    Process measuring = jvm.start(TrialProcess.class, TrialProcess.Role.MEASURE.name(), written);
    Figures figures = Jvm.next(measuring, Figures.class);
    int unused = measuring.waitFor();
    return figures;
  }
}
