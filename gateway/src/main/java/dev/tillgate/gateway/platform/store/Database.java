package dev.tillgate.gateway.platform.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The store as features see it: units of work in, results out, whichever engine stands behind it.
 *
 * <p>A unit of work may run more than once (its group was rolled back, a serialization conflict),
 * so it must have no effect outside its transaction but what it hands to {@link Tx#afterCommit}.
 * Nothing waits for a network inside one. Thread-safe.
 */
public interface Database extends AutoCloseable {

  /** One transaction's worth of reading and writing. */
  @FunctionalInterface
  interface Work<T extends @Nullable Object> {
    T in(Tx tx);
  }

  /** One transaction's worth of writing with nothing to return. */
  @FunctionalInterface
  interface Change {
    void in(Tx tx);
  }

  /**
   * Runs the work in a transaction of its own and returns once it is on disk. Whatever the work
   * throws rolls back this work alone and is thrown here.
   *
   * @throws StoreUnavailableException when nothing was done: the queue is full, the disk is full or
   *     the store is closing
   * @throws IllegalStateException when called inside another unit of work or a commit hook
   */
  <T extends @Nullable Object> T write(Work<T> work);

  /**
   * Like {@link #write}, without waiting: the future ends after the commit, or with what failed.
   * What is chained to it runs on the writer's thread unless chained by an {@code …Async} method.
   */
  <T extends @Nullable Object> CompletableFuture<T> submit(Work<T> work);

  /**
   * Runs the work on one consistent snapshot that holds everything committed before the call.
   *
   * @throws StoreUnavailableException when too many reads wait or the store is closing
   * @throws IllegalStateException when called inside another unit of work or a commit hook
   */
  <T extends @Nullable Object> T read(Work<T> work);

  /** {@link #write} for work that returns nothing. */
  default void change(Change change) {
    write(tx -> {
      change.in(tx);
      return null;
    });
  }

  /**
   * The same store for whoever brings the provider's callbacks: its writes go before all others
   * that wait, and find a free connection. It need not be closed.
   */
  default Database forCallbacks() {
    return this;
  }

  /**
   * The same store for work that only adds rows, and changes none but those it has added: it stands
   * in nobody's way, so several callers' may share a transaction. What fails undoes only itself
   * there too. Work that locks or changes what is there already is for {@link #write}: groups of it
   * could wait for each other. It need not be closed.
   */
  default Database forAppends() {
    return this;
  }

  /** Whether other gateways may work on the same store, now or later. */
  default boolean isShared() {
    return false;
  }

  /**
   * The revision of that name, for the one in this process who keeps a copy of what it stands for.
   *
   * @param name the table it is about
   */
  default Revision revision(String name) {
    return Revision.ofOneProcess();
  }

  /** What the gateways on this store tell each other. */
  default Hints hints() {
    return Hints.NONE;
  }

  /** How this engine divides tables whose rows go for their age. */
  default Spans spans() {
    return Spans.NONE;
  }

  /** Units of work waiting to be written, for the queue gauge and {@code /readyz}. */
  int queueDepth();

  /** Units of work that may wait before {@link #write} refuses. */
  int queueBound();

  /**
   * How much room the store takes; zero for what the engine does not know.
   *
   * @param bytes on disk, {@code freeBytes} included
   * @param freeBytes of these, what nothing uses; it is used again first
   * @param logBytes written and not yet moved to its place
   */
  record Size(long bytes, long freeBytes, long logBytes) {}

  /** What else this engine measures of itself. */
  default List<StoreGauge> gauges() {
    return List.of();
  }

  /** How much room it takes now. */
  Size size();

  /**
   * Puts the store in order: gives a little of the room that nothing uses back to the file system,
   * in a few milliseconds of the writer's time, or makes {@link #spans} ahead. False when there is
   * nothing left to do that is worth it.
   */
  boolean tidy();

  /** Commits what is queued, then closes; a second call does nothing. */
  @Override
  void close();
}
