package dev.tillgate.system.bench.orders;

import dev.tillgate.system.bench.measure.Latencies;
import dev.tillgate.system.playground.Wiring;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Shoppers who all come within a second, whoever else comes. Each is content once its order is
 * accepted; one that is refused comes back, under the same key, when it was told to.
 */
final class Wave {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration SHORT_BREAK = Duration.ofMillis(500);
  private static final int TRIES_MAX = 100;

  private final BareClient client = new BareClient();
  private final Site site;
  private final AtomicInteger acceptedAtOnce = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();
  private final AtomicInteger givenUp = new AtomicInteger();
  private final Queue<Long> waits = new ConcurrentLinkedQueue<>();

  /**
   * What came of it.
   *
   * @param refused with a {@code Retry-After}, each time counted
   * @param unanswered calls that nobody answered
   * @param givenUp shoppers whose order was never accepted
   * @param waits from a shopper's coming until its order was accepted
   */
  record Outcome(int acceptedAtOnce, int refused, int unanswered, int givenUp, Latencies waits) {}

  Wave(Site site) {
    this.site = site;
  }

  /** Sends so many; returns when each order is accepted or its shopper has given up. */
  Outcome roll(int shoppers) {
    long begin = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < shoppers; i++) {
        long comes = begin + SECOND.toNanos() * i / shoppers;
        threads.execute(() -> shop(comes));
      }
    }
    return new Outcome(
        acceptedAtOnce.get(), refused.get(), unanswered.get(), givenUp.get(), new Latencies(waits));
  }

  private void shop(long comes) {
    LockSupport.parkNanos(comes - System.nanoTime());
    String key = UUID.randomUUID().toString();
    for (int tries = 0; tries < TRIES_MAX; tries++) {
      Duration again = checkOut(key);
      if (again.isZero()) {
        waits.add(System.nanoTime() - comes);
        acceptedAtOnce.addAndGet(tries == 0 ? 1 : 0);
        return;
      }
      double spread = ThreadLocalRandom.current().nextDouble(); // Not all at once again.
      LockSupport.parkNanos((long) (again.toNanos() * (1 + spread)));
    }
    givenUp.incrementAndGet();
  }

  /** Nothing once the order is accepted; else when to come again. */
  private Duration checkOut(String key) {
    try {
      BareClient.Answer answer =
          client.post(
              site.url() + BareGateway.CHECKOUTS,
              ClosedLoop.CHECKOUT,
              key,
              "Authorization",
              "Bearer " + Wiring.API_KEY,
              "Prefer",
              "wait=0");
      if (answer.status() == 201 || answer.status() == 202) {
        return Duration.ZERO;
      }
      refused.incrementAndGet();
      return answer.retryAfter().orElse(SHORT_BREAK);
    } catch (UncheckedIOException e) {
      unanswered.incrementAndGet();
      return SHORT_BREAK;
    }
  }
}
