package dev.tillgate.mockpsp.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** How a request is kept waiting in real time. */
public interface Pause extends AutoCloseable {
  /**
   * Returns when {@code over} is open or {@code most} has passed, and at once when it is closed:
   * nobody waits for a provider that stops.
   */
  void await(CountDownLatch over, Duration most);

  /** Waits that long; not at all for zero. */
  default void await(Duration time) {
    if (time.isPositive()) {
      await(new CountDownLatch(1), time);
    }
  }

  /** Ends every wait, the present ones and those to come. */
  @Override
  void close();
}
