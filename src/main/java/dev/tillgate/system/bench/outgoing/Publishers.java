package dev.tillgate.system.bench.outgoing;

import dev.tillgate.system.playground.Push;
import dev.tillgate.system.playground.Wiring;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Publishes numbered events over the gateway's API, as another source's callbacks that it passes
 * on. Each is sent under its own id until the gateway says it has it: an answer that a kill took
 * makes no second event.
 */
final class Publishers {
  private static final int OK = 200;
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Wiring wiring;
  private final int events;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger accepted = new AtomicInteger();

  Publishers(Wiring wiring, int events) {
    this.wiring = wiring;
    this.events = events;
  }

  /** How many the gateway has said it has. */
  int accepted() {
    return accepted.get();
  }

  boolean areDone() {
    return accepted() == events;
  }

  /** Begins with so many at a time; returns at once. */
  void start(int threads) {
    IntStream.range(0, threads)
        .forEach(i -> Thread.ofVirtual().name("publisher-", i).start(this::publish));
  }

  private void publish() {
    for (int number = next.getAndIncrement(); number < events; number = next.getAndIncrement()) {
      Push push = new Push("bench-" + number, "{" + Tally.NUMBER + number + "}");
      while (!isAccepted(push)) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      accepted.incrementAndGet();
    }
  }

  private boolean isAccepted(Push push) {
    try {
      return push.send(wiring).status() == OK;
    } catch (UncheckedIOException killed) {
      return false;
    }
  }
}
