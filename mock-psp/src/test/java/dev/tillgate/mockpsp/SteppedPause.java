package dev.tillgate.mockpsp;

import dev.tillgate.mockpsp.server.Pause;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Waits last until a test ends them, however long they are. */
public final class SteppedPause implements Pause {
  private final BlockingQueue<Wait> begun = new LinkedBlockingQueue<>();
  private final Set<Wait> present = ConcurrentHashMap.newKeySet();

  /** Somebody waits. */
  public record Wait(Duration most, CountDownLatch over) {
    public void end() {
      over.countDown();
    }

    /** Whether something else has ended it, within ten seconds. */
    public boolean isOverByItself() throws InterruptedException {
      return over.await(10, TimeUnit.SECONDS);
    }
  }

  @Override
  public void await(CountDownLatch over, Duration most) {
    Wait wait = new Wait(most, over);
    present.add(wait);
    begun.add(wait);
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      present.remove(wait);
    }
  }

  /** The next wait to have begun. */
  public Wait next() throws InterruptedException {
    Wait wait = begun.poll(10, TimeUnit.SECONDS);
    if (wait == null) {
      throw new AssertionError("nobody waited within ten seconds");
    }
    return wait;
  }

  @Override
  public void close() {
    present.forEach(Wait::end);
  }
}
