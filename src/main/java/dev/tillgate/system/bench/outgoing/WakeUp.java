package dev.tillgate.system.bench.outgoing;

import dev.tillgate.system.bench.measure.Latencies;
import dev.tillgate.system.bench.measure.Pace;
import dev.tillgate.system.playground.Message;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Subscriber;
import java.nio.file.Path;
import java.time.Duration;

/** Publishes events at a steady rate to one healthy subscriber. */
final class WakeUp implements AutoCloseable {
  private static final Duration STRAGGLERS = Duration.ofSeconds(10);

  private final Subscriber subscriber = Subscriber.start(this::take);
  private final OutgoingSide gateway;
  private final Trips trips = new Trips();

  /** What one run gave. */
  record Result(int published, double rate, Latencies publishToCommit, Latencies commitToArrival) {}

  WakeUp(Path data) {
    gateway = OutgoingSide.start(data);
    gateway.subscribe(subscriber.url(), "*");
  }

  /** Measures for so long; the runs before count for nothing. */
  Result run(int perSecond, Duration length) {
    trips.forget();
    int times = Math.toIntExact(perSecond * length.toSeconds());
    Duration took = Pace.keep(perSecond, times, () -> trips.publish(gateway, "order.confirmed"));
    Poll.until("the last arrivals", STRAGGLERS, () -> trips.areOver(times));
    return new Result(
        times, times / (took.toNanos() / 1e9), trips.publishToCommit(), trips.commitToArrival());
  }

  private int take(Message message) {
    trips.arrived(message.id(), message.arrivedNanos());
    return 204;
  }

  @Override
  public void close() {
    gateway.close();
    subscriber.close();
  }
}
