package dev.tillgate.system.bench.outbox;

/** A candidate at work. Publishing is thread-safe. */
public interface OpenOutbox extends AutoCloseable {
  /** Publishes an event in a transaction of its own; returns when that is committed. */
  Published publish();

  /** Publishes so many, as many to a transaction as it likes. */
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
