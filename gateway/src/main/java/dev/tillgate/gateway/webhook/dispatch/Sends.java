package dev.tillgate.gateway.webhook.dispatch;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** Counts what is being sent. Guarded by the lock of {@link Lanes}, but for looking. */
final class Sends {
  private final AtomicInteger all = new AtomicInteger();
  private final AtomicInteger suspects = new AtomicInteger();

  private final Condition none;

  /**
   * @param none of the lock, signalled when nothing is being sent any more
   */
  Sends(Condition none) {
    this.none = none;
  }

  void begin(Claimed delivery) {
    all.incrementAndGet();
    suspects.addAndGet(delivery.isSuspect() ? 1 : 0);
  }

  void end(Claimed delivery) {
    all.decrementAndGet();
    suspects.addAndGet(delivery.isSuspect() ? -1 : 0);
    if (count() == 0) {
      none.signalAll();
    }
  }

  /** Waits until nothing is being sent; false when that takes longer. */
  boolean awaitNone(Lock lock, Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long nanos = patience.toNanos();
      while (count() > 0 && nanos > 0) {
        nanos = none.awaitNanos(nanos);
      }
      return count() == 0;
    } finally {
      lock.unlock();
    }
  }

  int count() {
    return all.get();
  }

  /** Whether a suspect may begin: one at a time, so that it is known which one it was. */
  boolean suspectMay() {
    return suspects.get() == 0;
  }
}
