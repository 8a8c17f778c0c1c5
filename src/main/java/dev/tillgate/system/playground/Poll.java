package dev.tillgate.system.playground;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what has no other way to say that it happened. */
public final class Poll {
  private static final Duration BETWEEN = Duration.ofMillis(15);

  private Poll() {}

  /**
   * Looks until it has seen enough, and returns that.
   *
   * @param what the end of "waited 5 s for …"
   * @throws IllegalStateException when the time is up, with what was seen last
   */
  public static <T> T until(
      String what, Duration patience, Supplier<T> look, Predicate<? super T> enough) {
    long deadline = System.nanoTime() + patience.toNanos();
    T seen = look.get();
    while (!enough.test(seen)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "waited %s s for %s; last seen: %s".formatted(patience.toSeconds(), what, seen));
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
      seen = look.get();
    }
    return seen;
  }

  /** The same, for something that is there or not. */
  public static void until(String what, Duration patience, Supplier<Boolean> isSo) {
    boolean unused = until(what, patience, isSo, so -> so);
  }
}
