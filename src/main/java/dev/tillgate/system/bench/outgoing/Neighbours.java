package dev.tillgate.system.bench.outgoing;

import dev.tillgate.system.bench.measure.Latencies;
import dev.tillgate.system.bench.measure.Pace;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Receiver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many endpoints on one gateway, each with a type of event and a receiver of its own, told in turn
 * at a steady rate. From a moment on some of them accept what comes and never answer.
 */
public final class Neighbours implements AutoCloseable {
  private static final Duration STRAGGLERS = Duration.ofSeconds(30);

  private final Shape shape;
  private final OutgoingSide gateway;
  private final List<Receiver> receivers = new ArrayList<>();
  private final Trips healthy = new Trips();
  private final Trips others = new Trips();
  private final AtomicBoolean hanging = new AtomicBoolean();
  private final CountDownLatch over = new CountDownLatch(1);

  /**
   * The load.
   *
   * @param hanging how many of the endpoints will not answer
   * @param perSecond events, each to one endpoint
   * @param timeout after which the gateway gives up on a receiver
   */
  public record Shape(int endpoints, int hanging, int perSecond, Duration timeout) {}

  /** A fresh gateway in that directory. */
  Neighbours(Path data, Shape shape) {
    this.shape = shape;
    gateway = OutgoingSide.start(data, shape.timeout());
    for (int i = 0; i < shape.endpoints(); i++) {
      int number = i;
      receivers.add(Receiver.start(arrival -> take(number, arrival)));
      gateway.subscribe(receivers.get(i).url(), type(i));
    }
  }

  /** From now on they accept and do not answer. */
  void hang() {
    hanging.set(true);
  }

  /** From publishing to arrival at those that always answer; the runs before count for nothing. */
  Latencies run(Duration length) {
    healthy.forget();
    AtomicInteger next = new AtomicInteger();
    int times = Math.toIntExact(shape.perSecond() * length.toSeconds());
    Pace.keep(shape.perSecond(), times, () -> publish(next.getAndIncrement()));
    int expected = expected(times);
    Poll.until("the healthy ones' arrivals", STRAGGLERS, () -> healthy.areOver(expected));
    return healthy.publishToArrival();
  }

  private void publish(int number) {
    int endpoint = number % shape.endpoints();
    (mayHang(endpoint) ? others : healthy).publish(gateway, type(endpoint));
  }

  private int expected(int times) {
    int endpoints = shape.endpoints();
    int last = Math.max(0, times % endpoints - shape.hanging());
    return times / endpoints * (endpoints - shape.hanging()) + last;
  }

  private int take(int endpoint, Receiver.Arrival arrival) throws InterruptedException {
    if (!mayHang(endpoint)) {
      healthy.arrived(arrival.id(), arrival.nanos());
    } else if (hanging.get()) {
      over.await();
    }
    return 204;
  }

  private boolean mayHang(int endpoint) {
    return endpoint < shape.hanging();
  }

  private static String type(int endpoint) {
    return "bench.endpoint-" + endpoint;
  }

  @Override
  public void close() {
    over.countDown();
    gateway.close();
    receivers.forEach(Receiver::close);
  }
}
