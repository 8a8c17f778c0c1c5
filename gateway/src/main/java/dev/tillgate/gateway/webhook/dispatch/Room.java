package dev.tillgate.gateway.webhook.dispatch;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The places in memory, and who may have how many of them: what little is left is for endpoints
 * that have least. Guarded by the lock of {@link Lanes}, but for looking.
 */
final class Room {
  private static final int HELD_WHEN_CROWDED = 16;

  private final int inMemory;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();

  Room(int inMemory) {
    this.inMemory = inMemory;
  }

  /**
   * Places for a fresh delivery, one or none. Fresh ones take at most half of an endpoint's, so
   * that there is always room for older ones read back.
   */
  int fresh(Allowance allowance, int here) {
    return Math.min(1, left(held(allowance) / 2 - here));
  }

  /** Places for a batch read back; 0 unless it is worth it. */
  int batch(Allowance allowance, int here) {
    int held = held(allowance);
    int left = left(held - here);
    return left >= Math.max(1, held / 2) ? left : 0;
  }

  private int held(Allowance allowance) {
    boolean crowded = taken.get() >= inMemory - inMemory / 4;
    return crowded ? Math.min(allowance.held(), HELD_WHEN_CROWDED) : allowance.held();
  }

  private int left(int wanted) {
    return closed.get() ? 0 : Math.max(0, Math.min(wanted, inMemory - taken.get()));
  }

  void take(int places) {
    taken.addAndGet(places);
  }

  int taken() {
    return taken.get();
  }

  /** Gives out no more places. */
  void close() {
    closed.set(true);
  }

  boolean isClosed() {
    return closed.get();
  }
}
