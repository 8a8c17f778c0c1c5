package dev.tillgate.system.bench.measure;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Runs something at a steady rate: by the clock, so that a slow one does not slow the next. */
public final class Pace {
  private static final long SECOND_NANOS = Duration.ofSeconds(1).toNanos();

  private Pace() {}

  /** Runs it so often; returns how long that took. */
  public static Duration keep(int perSecond, int times, Runnable step) {
    long begin = System.nanoTime();
    for (int i = 0; i < times; i++) {
      waitUntil(begin + i * SECOND_NANOS / perSecond);
      step.run();
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static void waitUntil(long nanoTime) {
    long left = nanoTime - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      left = nanoTime - System.nanoTime();
    }
  }
}
