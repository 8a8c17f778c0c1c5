package dev.tillgate.gateway.platform.store.postgres;

import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Brings the hooks of transactions that commit side by side into the order of their commits, as far
 * as one could have seen the other: a ticket is drawn before the {@code COMMIT} is sent, so whoever
 * waited for another's lock draws a later one.
 */
final class CommitOrder {
  private final Consumer<List<Runnable>> runner;
  // Both under this object's monitor.
  private final TreeMap<Long, List<Runnable>> decided = new TreeMap<>();
  private final AtomicLong drawn = new AtomicLong();
  private final AtomicLong next = new AtomicLong();

  CommitOrder(Consumer<List<Runnable>> runner) {
    this.runner = runner;
  }

  /** A place in the order; whoever draws one must hand it back by {@link #decided}. */
  long draw() {
    return drawn.getAndIncrement();
  }

  /** The first place that is not decided; whatever was drawn before it is. */
  synchronized long undecided() {
    return next.get();
  }

  /** The commit stands, with these hooks, or does not, with none. */
  synchronized void decided(long ticket, List<Runnable> hooks) {
    decided.put(ticket, hooks);
    while (!decided.isEmpty() && decided.firstKey() == next.get()) {
      runner.accept(decided.pollFirstEntry().getValue());
      next.incrementAndGet();
    }
  }
}
