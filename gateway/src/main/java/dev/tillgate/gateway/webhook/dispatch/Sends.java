package dev.tillgate.gateway.webhook.dispatch;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts what is being sent. Guarded by the lock of {@link Lanes}, but for looking. */
final class Sends {
  private final AtomicInteger all = new AtomicInteger();
  private final AtomicInteger suspects = new AtomicInteger();

  void begin(Claimed delivery) {
    all.incrementAndGet();
    suspects.addAndGet(delivery.isSuspect() ? 1 : 0);
  }

  void end(Claimed delivery) {
    all.decrementAndGet();
    suspects.addAndGet(delivery.isSuspect() ? -1 : 0);
  }

  int count() {
    return all.get();
  }

  /** Whether a suspect may begin: one at a time, so that it is known which one it was. */
  boolean suspectMay() {
    return suspects.get() == 0;
  }
}
