package dev.tillgate.gateway.webhook.dispatch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One endpoint's queue in memory. Guarded by the lock of {@link Lanes}. */
final class Lane {
  private final Deque<Claimed> waiting = new ArrayDeque<>();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger places = new AtomicInteger();

  /** Places taken: reserved, waiting or in flight. */
  int places() {
    return places.get();
  }

  void take(int count) {
    places.addAndGet(count);
  }

  void free(int count) {
    places.addAndGet(-count);
  }

  void add(Claimed delivery) {
    waiting.add(delivery);
  }

  boolean mayStart(int limit) {
    return !waiting.isEmpty() && inFlight.get() < limit;
  }

  Claimed start() {
    inFlight.incrementAndGet();
    return waiting.remove();
  }

  void finish() {
    inFlight.decrementAndGet();
    free(1);
  }

  int waiting() {
    return waiting.size();
  }

  /** Takes out everything that waits, and frees its places. */
  List<Claimed> drain() {
    List<Claimed> drained = new ArrayList<>(waiting);
    waiting.clear();
    free(drained.size());
    return drained;
  }
}
