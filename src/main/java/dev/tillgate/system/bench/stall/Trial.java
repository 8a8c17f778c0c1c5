package dev.tillgate.system.bench.stall;

import dev.tillgate.system.bench.measure.Latencies;
import dev.tillgate.system.bench.peer.Candidate;
import dev.tillgate.system.bench.peer.Candidates;
import dev.tillgate.system.bench.peer.OpenOutbox;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** One candidate has events for many endpoints: while all answer, and while some hang. */
final class Trial {
  static final int PRODUCERS = 16;
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration BEFORE = Duration.ofSeconds(3);

  private final Executor producers = Executors.newFixedThreadPool(PRODUCERS);
  private final Task task;
  private final Load load;

  Trial(Task task) {
    this.task = task;
    load = task.load();
  }

  /** From the end of the publishing: by then a post that hung at that moment is given up. */
  static Duration look(Load load) {
    return load.timeout().plusSeconds(1);
  }

  /** What no trial takes, start included, unless it does not get on any more. */
  static Duration longest(Load load) {
    return load.length().plus(look(load).plus(PATIENCE).multipliedBy(3));
  }

  /**
   * Leaves everything open, to be ended with the process: some would wait for the posts that hang.
   */
  Figures measure() {
    Candidate candidate = Candidates.named(task.candidate());
    StallingSink sink = new StallingSink(task.site().sinkPort(), load);
    OpenOutbox outbox = candidate.open(task.site().place(), task.destinations());
    Figures.Phase unused = run(outbox, sink, shorter(WARM_UP), Duration.ZERO);
    Figures.Phase before = run(outbox, sink, shorter(BEFORE), Duration.ZERO);
    sink.hang();
    return new Figures(before, run(outbox, sink, load.length(), PATIENCE));
  }

  private Figures.Phase run(
      OpenOutbox outbox, StallingSink sink, Duration length, Duration patience) {
    Publishing publishing = new Publishing(load, outbox, sink);
    publishing.run(length, producers);
    int early = publishing.arrived(look(load));
    int late = publishing.arrived(patience);
    Latencies times = publishing.latencies();
    return new Figures.Phase(
        publishing.healthy(), early, late, times.millis(0.5), times.millis(0.99));
  }

  private Duration shorter(Duration usual) {
    return load.length().compareTo(usual) < 0 ? load.length() : usual;
  }
}
