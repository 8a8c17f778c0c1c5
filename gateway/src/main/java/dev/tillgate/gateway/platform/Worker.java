package dev.tillgate.gateway.platform;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does a slow step, such as a call over the network, for so many things at once and no more. One
 * that finds no place is not lost: it is in the store with a due time. A thing is with at most one
 * of the worker's threads. Thread-safe.
 *
 * @param <T> names a thing: an id
 */
public final class Worker<T> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);
  private static final int QUEUE_BOUND = 20_000;
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final String name;
  private final Consumer<T> step;
  private final Set<T> held = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor threads;

  /**
   * A worker that runs until it is closed.
   *
   * @param name of what it does it for, in its threads and log lines: {@code payment}
   */
  public Worker(String name, int concurrency, Consumer<T> step) {
    this.name = name;
    this.step = step;
    threads =
        new ThreadPoolExecutor(
            concurrency,
            concurrency,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE_BOUND),
            Thread.ofVirtual().name(name + "-worker-", 0).factory());
  }

  /** Takes it if there is a place and nobody holds it; never blocks. */
  public void offer(T id) {
    if (!held.add(id)) {
      return;
    }
    try {
      threads.execute(() -> run(id));
    } catch (RejectedExecutionException e) {
      held.remove(id);
      log.debug("{}.postponed id={} reason=worker-full", name, id);
    }
  }

  /** Things waiting for a place or being worked on. */
  public int depth() {
    return held.size();
  }

  private void run(T id) {
    try {
      step.accept(id);
    } catch (RuntimeException e) {
      // Its due time brings it back; nothing was answered on the strength of it.
      log.warn("{}.step_failed id={}", name, id, e);
    } finally {
      held.remove(id);
    }
  }

  /** Drops what only waits (it is in the store) and lets running calls end, for a few seconds. */
  @Override
  public void close() {
    threads.getQueue().clear();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("{}.calls_left_running count={}", name, held.size());
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
