package dev.tillgate.system.bench.stall;

import dev.tillgate.system.bench.measure.Latencies;
import dev.tillgate.system.bench.measure.Pace;
import dev.tillgate.system.bench.peer.OpenOutbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Events at a steady rate to all endpoints in turn, and what became of the healthy ones'. */
final class Publishing {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
  private static final String NONE = "";

  private final Load load;
  private final OpenOutbox outbox;
  private final StallingSink sink;
  private final List<Event> healthy = new ArrayList<>();

  /** One for an endpoint that always answers; its id is known, if ever, when it is committed. */
  private record Event(long begunNanos, CompletableFuture<String> id) {}

  Publishing(Load load, OpenOutbox outbox, StallingSink sink) {
    this.load = load;
    this.outbox = outbox;
    this.sink = sink;
  }

  /**
   * Publishes for that long; returns when the time is over, be all committed or not.
   *
   * @param producers who wait for the commits: that must not slow the pace
   */
  void run(Duration length, Executor producers) {
    AtomicInteger next = new AtomicInteger();
    Duration unused =
        Pace.keep(
            load.perSecond(),
            load.events(length),
            () -> begin(load.endpoint(next.getAndIncrement()), producers));
  }

  private void begin(int endpoint, Executor producers) {
    long now = System.nanoTime();
    CompletableFuture<String> id =
        CompletableFuture.supplyAsync(() -> outbox.publish(endpoint).id(), producers)
            .exceptionally(refused -> NONE);
    if (!load.mayHang(endpoint)) {
      healthy.add(new Event(now, id));
    }
  }

  /** How many there were for those that always answer. */
  int healthy() {
    return healthy.size();
  }

  /** How many of them have arrived: when all have, or when the patience is over. */
  int arrived(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    int arrived = arrived();
    while (arrived < healthy() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      arrived = arrived();
    }
    return arrived;
  }

  private int arrived() {
    return (int) healthy.stream().filter(event -> arrival(event).isPresent()).count();
  }

  private Optional<Long> arrival(Event event) {
    return sink.arrival(event.id().getNow(NONE));
  }

  /** From publishing to arrival, which is now for what has not arrived. */
  Latencies latencies() {
    long now = System.nanoTime();
    return new Latencies(
        healthy.stream().map(event -> arrival(event).orElse(now) - event.begunNanos()).toList());
  }
}
