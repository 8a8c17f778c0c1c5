package dev.tillgate.system.bench.stall;

import dev.tillgate.system.playground.Receiver;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Endpoints on one port, told apart by the path; from a moment on some of them never answer. */
final class StallingSink implements AutoCloseable {
  private final Load load;
  private final Receiver receiver;
  private final Map<String, Long> arrivals = new ConcurrentHashMap<>();
  private final AtomicBoolean hanging = new AtomicBoolean();
  private final CountDownLatch over = new CountDownLatch(1);

  /** One on that port of the loopback address. */
  StallingSink(int port, Load load) {
    this.load = load;
    receiver = Receiver.start(port, this::take);
  }

  private int take(Receiver.Arrival arrival) throws InterruptedException {
    if (hanging.get() && load.mayHang(Integer.parseInt(arrival.path().substring(1)))) {
      over.await();
    }
    arrivals.putIfAbsent(arrival.id(), arrival.nanos());
    return 204;
  }

  /** From now on they accept and do not answer. */
  void hang() {
    hanging.set(true);
  }

  /** When that event was answered first, by {@link System#nanoTime()}. */
  Optional<Long> arrival(String id) {
    return Optional.ofNullable(arrivals.get(id));
  }

  @Override
  public void close() {
    over.countDown();
    receiver.close();
  }
}
