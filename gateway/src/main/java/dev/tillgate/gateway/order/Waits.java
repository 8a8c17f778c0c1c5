package dev.tillgate.gateway.order;

import dev.tillgate.gateway.platform.store.Hints;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Lets callers wait for an order to change without asking the store again and again: the commit
 * that changes it wakes them. A waiter costs its virtual thread and nothing else. Thread-safe.
 */
public final class Waits {
  private final Map<OrderId, Set<Semaphore>> waiters = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final AtomicReference<Consumer<OrderId>> others = new AtomicReference<>(id -> {});
  private final AtomicBoolean released = new AtomicBoolean();

  public Waits(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Reads until what was read is enough or the time is up, and returns the last reading. Registers
   * before the first reading, so that no change can slip in between, and reads once more at the
   * end.
   */
  public <T> T until(OrderId id, Duration patience, Supplier<T> reading, Predicate<T> enough) {
    Instant deadline = clock.instant().plus(patience);
    Semaphore waiter = new Semaphore(0);
    register(id, waiter);
    try {
      T read = reading.get();
      while (!enough.test(read) && woken(waiter, deadline)) {
        read = reading.get();
      }
      return read;
    } finally {
      unregister(id, waiter);
    }
  }

  /** Ends every wait now and refuses new ones: the gateway is stopping. */
  public void release() {
    released.set(true);
    waiters.values().forEach(set -> set.forEach(Semaphore::release));
  }

  /**
   * Lets those who wait here know what is committed elsewhere, and the other way round.
   *
   * @param hints of the store
   */
  public void listen(Hints hints, Consumer<OrderId> elsewhere) {
    others.set(elsewhere);
    hints.listen(Hints.Topic.ORDER, id -> wakeHere(new OrderId(id)));
    hints.onGap(() -> waiters.keySet().forEach(this::wakeHere));
  }

  /** The order changed; called from commit hooks. */
  void wake(OrderId id) {
    wakeHere(id);
    others.get().accept(id);
  }

  private void wakeHere(OrderId id) {
    waiters.getOrDefault(id, Set.of()).forEach(Semaphore::release);
  }

  /** Waits for a change or the deadline; false when the deadline had passed already. */
  private boolean woken(Semaphore waiter, Instant deadline) {
    Duration left = Duration.between(clock.instant(), deadline);
    if (left.isNegative() || left.isZero() || released.get()) {
      return false;
    }
    try {
      if (waiter.tryAcquire(left.toNanos(), TimeUnit.NANOSECONDS)) {
        waiter.drainPermits();
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void register(OrderId id, Semaphore waiter) {
    waiters.compute(
        id,
        (key, others) -> {
          Set<Semaphore> set = others == null ? ConcurrentHashMap.newKeySet() : others;
          set.add(waiter);
          return set;
        });
  }

  private void unregister(OrderId id, Semaphore waiter) {
    waiters.computeIfPresent(
        id,
        (key, set) -> {
          set.remove(waiter);
          return set.isEmpty() ? null : set;
        });
  }
}
