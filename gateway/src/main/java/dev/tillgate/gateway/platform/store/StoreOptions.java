package dev.tillgate.gateway.platform.store;

import java.util.function.LongSupplier;

/**
 * How an engine runs.
 *
 * @param queueBound units of work that may wait to be written; beyond it writes are refused
 * @param halt what happens when the outcome of a commit is unknown
 * @param observer told about each commit
 * @param nanos a clock that nobody sets, for how long a group has been at work
 */
public record StoreOptions(int queueBound, Halt halt, StoreObserver observer, LongSupplier nanos) {
  /** With a clock that stands: no group is too long for it. */
  public StoreOptions(int queueBound, Halt halt, StoreObserver observer) {
    this(queueBound, halt, observer, () -> 0);
  }

  public StoreOptions {
    if (queueBound < 1) {
      throw new IllegalArgumentException("queueBound must be at least 1, not " + queueBound);
    }
  }
}
