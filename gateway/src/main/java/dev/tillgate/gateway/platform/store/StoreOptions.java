package dev.tillgate.gateway.platform.store;

/**
 * How an engine runs.
 *
 * @param queueBound units of work that may wait to be written; beyond it writes are refused
 * @param halt what happens when the outcome of a commit is unknown
 * @param observer told about each commit
 */
public record StoreOptions(int queueBound, Halt halt, StoreObserver observer) {
  public StoreOptions {
    if (queueBound < 1) {
      throw new IllegalArgumentException("queueBound must be at least 1, not " + queueBound);
    }
  }
}
