package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.payment.provider.PaymentId;
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
 * Calls the provider for so many payments at once and no more. One that finds no place is not lost:
 * it is in the store with a due time. A payment is with at most one of the workers.
 */
final class Worker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);
  private static final int QUEUE_BOUND = 20_000;
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final Consumer<PaymentId> step;
  private final Set<PaymentId> held = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor threads;

  Worker(int concurrency, Consumer<PaymentId> step) {
    this.step = step;
    threads =
        new ThreadPoolExecutor(
            concurrency,
            concurrency,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE_BOUND),
            Thread.ofVirtual().name("payment-worker-", 0).factory());
  }

  /** Takes the payment if there is a place and nobody holds it; never blocks. */
  void offer(PaymentId id) {
    if (!held.add(id)) {
      return;
    }
    try {
      threads.execute(() -> run(id));
    } catch (RejectedExecutionException e) {
      held.remove(id);
      log.debug("payment.postponed id={} reason=worker-full", id);
    }
  }

  /** Payments waiting for a place or being called for. */
  int depth() {
    return held.size();
  }

  private void run(PaymentId id) {
    try {
      step.accept(id);
    } catch (RuntimeException e) {
      // Its due time brings it back; nothing was answered on the strength of it.
      log.warn("payment.step_failed id={}", id, e);
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
        log.warn("payment.calls_left_running count={}", held.size());
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
