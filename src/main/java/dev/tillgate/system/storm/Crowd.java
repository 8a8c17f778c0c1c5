package dev.tillgate.system.storm;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** The shoppers, who come at a steady rate, whether the shop is open or not. */
final class Crowd {
  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  private final Shopper shopper;
  private final int rate;

  Crowd(Shopper shopper, int rate) {
    this.shopper = shopper;
    this.rate = rate;
  }

  /** Lets them all come; returns when the last one has left. */
  void visit(List<Visit> visits) {
    long begin = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < visits.size(); i++) {
        Visit visit = visits.get(i);
        waitUntil(begin + i * SECOND_NANOS / rate);
        threads.execute(() -> shopper.make(visit));
      }
    }
  }

  private static void waitUntil(long nanoTime) {
    long left = nanoTime - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = nanoTime - System.nanoTime();
    }
  }
}
