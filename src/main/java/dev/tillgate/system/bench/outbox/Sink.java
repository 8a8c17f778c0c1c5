package dev.tillgate.system.bench.outbox;

import dev.tillgate.system.bench.measure.Latencies;
import dev.tillgate.system.bench.peer.OpenOutbox;
import dev.tillgate.system.playground.Receiver;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Where everything is posted: it answers at once and remembers when which event came first. */
final class Sink implements AutoCloseable {
  private final Map<String, Long> arrivals = new ConcurrentHashMap<>();
  private final AtomicInteger events = new AtomicInteger();
  private final AtomicLong firstNanos = new AtomicLong();
  private final Receiver receiver;

  /** One on that port of the loopback address. */
  Sink(int port) {
    receiver = Receiver.start(port, this::take);
  }

  private int take(Receiver.Arrival arrival) {
    firstNanos.compareAndSet(0, arrival.nanos());
    if (arrivals.putIfAbsent(arrival.id(), arrival.nanos()) == null) {
      events.incrementAndGet();
    }
    return 204;
  }

  /** As if nothing had come yet. */
  void forget() {
    arrivals.clear();
    events.set(0);
    firstNanos.set(0);
  }

  /** How many events have come, each counted once. */
  int events() {
    return events.get();
  }

  /** When the first came, by {@link System#nanoTime()}. */
  long firstNanos() {
    return firstNanos.get();
  }

  /** From commit to arrival, for events that have all come. */
  Latencies since(List<OpenOutbox.Published> published) {
    // An event may be there before its producer has looked at the clock: that took no time.
    return new Latencies(
        published.stream()
            .map(each -> Math.max(0, arrival(each.id()) - each.committedNanos()))
            .toList());
  }

  private long arrival(String id) {
    return Objects.requireNonNull(arrivals.get(id));
  }

  @Override
  public void close() {
    receiver.close();
  }
}
