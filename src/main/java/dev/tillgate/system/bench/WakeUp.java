package dev.tillgate.system.bench;

import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.event.EventId;
import dev.tillgate.system.playground.Message;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Subscriber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Publishes events at a steady rate and notes when each was committed and when it arrived. */
final class WakeUp implements AutoCloseable {
  private static final Duration STRAGGLERS = Duration.ofSeconds(10);
  private static final int PADDING = 500; // About the size of an order.

  private final Subscriber subscriber = Subscriber.start(this::take);
  private final OutgoingSide gateway;
  private final Map<String, Times> published = new ConcurrentHashMap<>();
  private final Map<String, Long> arrivals = new ConcurrentHashMap<>();

  private record Times(long publishedNanos, long committedNanos) {}

  /** What one run gave. */
  record Result(int published, double rate, Latencies publishToCommit, Latencies commitToArrival) {}

  WakeUp(Path data) {
    gateway = OutgoingSide.start(data);
    gateway.subscribe(subscriber.url());
  }

  /** Measures for so long; the runs before count for nothing. */
  Result run(int perSecond, Duration length) {
    published.clear();
    arrivals.clear();
    int times = Math.toIntExact(perSecond * length.toSeconds());
    Duration took = Pace.keep(perSecond, times, this::publish);
    Poll.until(
        "the last arrivals", STRAGGLERS, () -> published.size() + arrivals.size() == 2 * times);
    return result(times, times / (took.toNanos() / 1e9));
  }

  private long arrived(String id) {
    return Objects.requireNonNull(arrivals.get(id));
  }

  private int take(Message message) {
    arrivals.put(message.id(), message.arrivedNanos());
    return 204;
  }

  /**
   * The commit is over when the first of two says so: the writer's thread that completes the
   * callers, or a commit hook that runs before the outbox's own.
   */
  private void publish() {
    long now = System.nanoTime();
    AtomicLong hooked = new AtomicLong();
    var unused =
        gateway
            .database()
            .submit(tx -> publish(tx, hooked))
            .thenAccept(id -> published.put(id.value(), new Times(now, first(hooked))));
  }

  private EventId publish(Tx tx, AtomicLong hooked) {
    tx.afterCommit(() -> hooked.set(System.nanoTime()));
    ObjectNode data = new JsonMapper().createObjectNode().put("padding", "x".repeat(PADDING));
    return gateway.outbox().publish(tx, "order.confirmed", null, data);
  }

  private static long first(AtomicLong hooked) {
    long now = System.nanoTime();
    return hooked.get() == 0 ? now : Math.min(now, hooked.get());
  }

  private Result result(int times, double rate) {
    return new Result(
        times,
        rate,
        new Latencies(
            published.values().stream()
                .map(each -> each.committedNanos() - each.publishedNanos())
                .toList()),
        new Latencies(
            published.entrySet().stream()
                .map(each -> arrived(each.getKey()) - each.getValue().committedNanos())
                .toList()));
  }

  @Override
  public void close() {
    gateway.close();
    subscriber.close();
  }
}
