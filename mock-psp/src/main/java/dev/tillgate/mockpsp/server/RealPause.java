package dev.tillgate.mockpsp.server;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Parks the caller's thread, which is a virtual one for every request. */
public final class RealPause implements Pause {
  private final Set<CountDownLatch> waits = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean closed = new AtomicBoolean();

  @Override
  public void await(CountDownLatch over, Duration most) {
    waits.add(over);
    try {
      if (!closed.get()) {
        boolean unused = over.await(most.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waits.remove(over);
    }
  }

  @Override
  public void close() {
    closed.set(true);
    waits.forEach(CountDownLatch::countDown);
  }
}
