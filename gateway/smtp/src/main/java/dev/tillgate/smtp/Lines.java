package dev.tillgate.smtp;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Every line there is: each is cut at its deadline, and all of them in the end. Thread-safe. */
final class Lines implements AutoCloseable {
  private final Set<Line> open = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("smtp-deadline").daemon().factory());

  Lines() {
    clock.setRemoveOnCancelPolicy(true);
  }

  /** Uses a line of its own, which ends with it. */
  <T> T use(Duration deadline, Function<Line, T> work) {
    Line line = new Line();
    open.add(line);
    try {
      var cut =
          clock.schedule(
              () -> line.cut(Line.State.LATE), deadline.toMillis(), TimeUnit.MILLISECONDS);
      T result = work.apply(line);
      cut.cancel(false);
      return result;
    } catch (RejectedExecutionException closed) {
      line.cut(Line.State.STOPPED);
      return work.apply(line);
    } finally {
      line.hangUp();
      open.remove(line);
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    open.forEach(line -> line.cut(Line.State.STOPPED));
  }
}
