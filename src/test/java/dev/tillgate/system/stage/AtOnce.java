package dev.tillgate.system.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Does the same many times at the same moment. */
public final class AtOnce {
  private AtOnce() {}

  /** The results, in no meaningful order; throws what the first failed one threw. */
  public static <T> List<T> times(int times, IntFunction<T> action) throws InterruptedException {
    CountDownLatch ready = new CountDownLatch(times);
    List<Future<T>> futures = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < times; i++) {
        int number = i;
        futures.add(
            threads.submit(() -> {
              ready.countDown();
              ready.await();
              return action.apply(number);
            }));
      }
    }
    return results(futures);
  }

  private static <T> List<T> results(List<Future<T>> futures) throws InterruptedException {
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      try {
        results.add(future.get());
      } catch (ExecutionException e) {
        throw new AssertionError(e.getCause());
      }
    }
    return results;
  }
}
