package dev.tillgate.system.bench.outgoing;

import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.event.EventId;
import dev.tillgate.system.bench.measure.Latencies;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Publishes events and notes when each was published, committed and arrived. Thread-safe. */
final class Trips {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int PADDING = 500; // About the size of an order.

  private final Map<String, Times> begun = new ConcurrentHashMap<>();
  private final Map<String, Long> arrivals = new ConcurrentHashMap<>();

  private record Times(long publishedNanos, long committedNanos) {}

  /**
   * Publishes one of that type. Its commit is over when the first of two says so: the writer's
   * thread that completes the callers, or a commit hook that runs before the outbox's own.
   */
  void publish(OutgoingSide gateway, String type) {
    long now = System.nanoTime();
    AtomicLong hooked = new AtomicLong();
    var unused =
        gateway
            .database()
            .submit(tx -> publish(tx, gateway, type, hooked))
            .thenAccept(id -> begun.put(id.value(), new Times(now, first(hooked))));
  }

  private static EventId publish(Tx tx, OutgoingSide gateway, String type, AtomicLong hooked) {
    tx.afterCommit(() -> hooked.set(System.nanoTime()));
    ObjectNode data = MAPPER.createObjectNode().put("padding", "x".repeat(PADDING));
    return gateway.outbox().publish(tx, type, null, data);
  }

  private static long first(AtomicLong hooked) {
    long now = System.nanoTime();
    return hooked.get() == 0 ? now : Math.min(now, hooked.get());
  }

  /** An event of long ago is sent again from now on. */
  void begin(String id) {
    long now = System.nanoTime();
    begun.put(id, new Times(now, now));
  }

  /** The first arrival counts. */
  void arrived(String id, long nanos) {
    arrivals.putIfAbsent(id, nanos);
  }

  /** Whether so many have begun and arrived. */
  boolean areOver(int times) {
    return begun.size() == times && arrivals.size() == times;
  }

  void forget() {
    begun.clear();
    arrivals.clear();
  }

  Latencies publishToCommit() {
    return new Latencies(
        begun.values().stream()
            .map(each -> each.committedNanos() - each.publishedNanos())
            .toList());
  }

  Latencies commitToArrival() {
    return toArrival(Times::committedNanos);
  }

  Latencies publishToArrival() {
    return toArrival(Times::publishedNanos);
  }

  private Latencies toArrival(ToLongFunction<Times> from) {
    return new Latencies(
        begun.entrySet().stream()
            .map(each ->
                Objects.requireNonNull(arrivals.get(each.getKey()))
                    - from.applyAsLong(each.getValue()))
            .toList());
  }
}
