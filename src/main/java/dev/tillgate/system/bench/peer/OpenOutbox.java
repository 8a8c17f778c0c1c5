package dev.tillgate.system.bench.peer;

/** A candidate at work. Publishing is thread-safe. */
public interface OpenOutbox extends AutoCloseable {
  /**
   * Publishes an event in a transaction of its own; returns when that is committed.
   *
   * @param endpoint the number of the one it is posted to
   */
  Published publish(int endpoint);

  /** Publishes one for the first endpoint, or the only one. */
  default Published publish() {
    return publish(0);
  }

  /** Publishes so many for the first endpoint, as many to a transaction as it likes. */
  void fill(int events);

  /** Whether nothing is left that has not been posted and noted as posted. */
  boolean isSettled();

  @Override
  void close();

  /**
   * An event that is committed.
   *
   * @param id its post's {@code webhook-id}
   * @param committedNanos by {@link System#nanoTime()}
   */
  record Published(String id, long committedNanos) {}
}
