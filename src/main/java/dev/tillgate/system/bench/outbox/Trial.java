package dev.tillgate.system.bench.outbox;

import dev.tillgate.system.bench.measure.Latencies;
import dev.tillgate.system.bench.measure.MemoryUse;
import dev.tillgate.system.bench.measure.Pace;
import dev.tillgate.system.bench.peer.Candidate;
import dev.tillgate.system.bench.peer.Candidates;
import dev.tillgate.system.bench.peer.Destinations;
import dev.tillgate.system.bench.peer.OpenOutbox;
import dev.tillgate.system.bench.peer.Site;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** One candidate does everything once: what it drains cold, a process before this one has left. */
final class Trial {
  static final int WAKE_UPS_A_SECOND = 50;

  private static final double CPU_FOR = 10_000;
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PATIENCE_FOR_EACH = Duration.ofMillis(50);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);

  private final Candidate candidate;
  private final Site site;
  private final Destinations to;
  private final Task.Load load;

  Trial(Task task) {
    candidate = Candidates.named(task.candidate());
    site = task.site();
    to = Destinations.one(site.sink());
    load = task.load();
  }

  /** Leaves a backlog. */
  void fill() {
    try (OpenOutbox office = candidate.office(site.place(), to)) {
      office.fill(load.events());
    }
  }

  /** Begins with the backlog that another process has left. */
  Figures measure() throws IOException, InterruptedException, ExecutionException {
    try (MemoryUse memory = new MemoryUse(ProcessHandle.current()::pid);
        Sink sink = new Sink(site.sinkPort())) {
      Figures.Phase cold = drain(sink);
      fill();
      Figures.Phase warm = drain(sink);
      try (OpenOutbox outbox = candidate.open(site.place(), to)) {
        warmUp(sink, outbox);
        Figures.Phase live = live(sink, outbox);
        Figures.WakeUps wakeUps = wakeUps(sink, outbox);
        double flush = Flush.medianMillis(site.directory());
        return new Figures(cold, warm, live, wakeUps, new Figures.Terrain(memory.peak(), flush));
      }
    }
  }

  /** From the first arrival: how long it takes to open is not what is asked. */
  private Figures.Phase drain(Sink sink) {
    sink.forget();
    CpuUse before = CpuUse.now(site.server());
    try (OpenOutbox outbox = candidate.open(site.place(), to)) {
      awaitAll(sink, outbox, load.events());
      return phase(sink.firstNanos(), before);
    }
  }

  /** As long for everyone, however many events that is: afterwards the JIT is done with most. */
  private void warmUp(Sink sink, OpenOutbox outbox)
      throws InterruptedException, ExecutionException {
    sink.forget();
    long end = System.nanoTime() + Duration.ofSeconds(load.warmUpSeconds()).toNanos();
    awaitAll(sink, outbox, Producers.run(outbox, () -> System.nanoTime() < end));
  }

  /** From the first publishing. */
  private Figures.Phase live(Sink sink, OpenOutbox outbox)
      throws InterruptedException, ExecutionException {
    sink.forget();
    CpuUse before = CpuUse.now(site.server());
    long begin = System.nanoTime();
    AtomicInteger left = new AtomicInteger(load.events());
    awaitAll(sink, outbox, Producers.run(outbox, () -> left.decrementAndGet() >= 0));
    return phase(begin, before);
  }

  private Figures.WakeUps wakeUps(Sink sink, OpenOutbox outbox) {
    sink.forget();
    List<OpenOutbox.Published> published = new ArrayList<>();
    int times = WAKE_UPS_A_SECOND * load.seconds();
    Duration unused = Pace.keep(WAKE_UPS_A_SECOND, times, () -> published.add(outbox.publish()));
    awaitAll(sink, outbox, times);
    Latencies latencies = sink.since(published);
    return new Figures.WakeUps(latencies.millis(0.5), latencies.millis(0.99));
  }

  /** Until all have come and all are settled; looks into the store only when all have come. */
  private void awaitAll(Sink sink, OpenOutbox outbox, int events) {
    long deadline =
        System.nanoTime() + PATIENCE.plus(PATIENCE_FOR_EACH.multipliedBy(events)).toNanos();
    while (sink.events() < events || !outbox.isSettled()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%s: %d of %d events came, or not all were settled"
                .formatted(candidate.name(), sink.events(), events));
      }
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  private Figures.Phase phase(long beginNanos, CpuUse before) {
    double seconds = seconds(Duration.ofNanos(System.nanoTime() - beginNanos));
    CpuUse used = CpuUse.now(site.server()).since(before);
    double share = CPU_FOR / load.events();
    return new Figures.Phase(
        load.events() / seconds, seconds(used.own()) * share, seconds(used.serverTotal()) * share);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
