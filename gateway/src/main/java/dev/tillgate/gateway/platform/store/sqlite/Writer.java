package dev.tillgate.gateway.platform.store.sqlite;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Halt;
import dev.tillgate.gateway.platform.store.StoreObserver;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.UnitOfWork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes: it takes whatever is queued, up to a group's worth and never waiting
 * for more to come, and commits it together. A platform thread, because SQLite's native calls would
 * pin a virtual one.
 */
final class Writer {
  // Larger groups gain little (a flush over 256 units is already under 1 % of the work) and delay
  // everyone in them.
  private static final int GROUP_MAX = 256;

  private final BlockingQueue<UnitOfWork<?>> queue;
  private final int bound;
  private final GroupCommit commit;
  private final Halt halt;
  private final StoreObserver observer;
  private final Thread thread;
  private final AtomicBoolean closing = new AtomicBoolean();

  Writer(int bound, GroupCommit commit, Halt halt, StoreObserver observer) {
    this.queue = new LinkedBlockingQueue<>(bound);
    this.bound = bound;
    this.commit = commit;
    this.halt = halt;
    this.observer = observer;
    this.thread = Thread.ofPlatform().name("store-writer").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Never blocks: a full queue or a closing writer ends the future at once. */
  <T extends @Nullable Object> CompletableFuture<T> submit(Database.Work<T> work) {
    UnitOfWork<T> unit = new UnitOfWork<>(work);
    if (closing.get() || !queue.offer(unit)) {
      refuse(unit);
    } else if (closing.get() && queue.remove(unit)) {
      // It slipped in behind the writer's last look; nobody would ever run it.
      refuse(unit);
    }
    return unit.caller();
  }

  int depth() {
    return queue.size();
  }

  int bound() {
    return bound;
  }

  boolean isCurrentThread() {
    return Thread.currentThread() == thread;
  }

  /** Writes what is queued, then ends the thread. */
  void close() throws InterruptedException {
    closing.set(true);
    // Ends the wait. When the queue is full there is none, and the next look sees `closing`.
    queue.offer(new UnitOfWork<>(tx -> true));
    thread.join();
  }

  private void refuse(UnitOfWork<?> unit) {
    String reason = closing.get() ? "the gateway is stopping" : "the store's queue is full";
    unit.failed(new StoreUnavailableException(reason, null));
    unit.complete();
  }

  private void run() {
    List<UnitOfWork<?>> group = new ArrayList<>(GROUP_MAX);
    try {
      while (takeGroup(group)) {
        long startedNanos = observer.commitStarted();
        commit.run(List.copyOf(group));
        observer.committed(group.size(), startedNanos);
        group.clear();
      }
    } catch (Throwable e) { // A writer that died in silence would leave every caller waiting.
      giveUp(group, e);
    }
  }

  /**
   * In production the process ends here; where a test's halt returns, nobody may take it for a
   * success.
   */
  private void giveUp(List<UnitOfWork<?>> group, Throwable cause) {
    closing.set(true);
    try {
      halt.now("the store's writer cannot go on", cause);
    } finally {
      for (UnitOfWork<?> unit : group) {
        unit.failed(new IllegalStateException("nobody can say whether this was written", cause));
        unit.complete();
      }
      refuseQueued();
    }
  }

  private void refuseQueued() {
    List<UnitOfWork<?>> queued = new ArrayList<>();
    queue.drainTo(queued);
    queued.forEach(this::refuse);
  }

  /** Waits for work; false when closing and nothing is left. */
  private boolean takeGroup(List<UnitOfWork<?>> group) throws InterruptedException {
    if (!closing.get()) {
      Thread.interrupted(); // A unit of work may have left the flag set; to the writer it means
      // nothing.
      group.add(queue.take());
    }
    queue.drainTo(group, GROUP_MAX - group.size());
    return !group.isEmpty();
  }
}
