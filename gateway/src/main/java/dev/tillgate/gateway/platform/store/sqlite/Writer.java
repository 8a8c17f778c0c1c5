package dev.tillgate.gateway.platform.store.sqlite;

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
 * for more to come, and commits it together. What is prompt goes first. A platform thread, because
 * SQLite's native calls would pin a virtual one.
 */
final class Writer {
  // Larger groups gain little (a flush over 256 units is already under 1 % of the work) and delay
  // everyone in them.
  private static final int GROUP_MAX = 256;

  private static final int ROOM_MAX = 4 * GROUP_MAX;

  private final BlockingQueue<UnitOfWork<?>> queue;
  private final WaitingRoom room = new WaitingRoom();
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
  <T extends @Nullable Object> CompletableFuture<T> submit(UnitOfWork<T> unit) {
    if (closing.get() || !queue.offer(unit)) {
      refuse(unit);
    } else if (closing.get() && queue.remove(unit)) {
      // It slipped in behind the writer's last look; nobody would ever run it.
      refuse(unit);
    }
    return unit.caller();
  }

  int depth() {
    return queue.size() + room.size();
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
        List<UnitOfWork<?>> rest = commit.run(group);
        observer.committed(group.size() - rest.size(), startedNanos);
        room.giveBack(rest);
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
    List<UnitOfWork<?>> queued = room.next(Integer.MAX_VALUE);
    queue.drainTo(queued);
    queued.forEach(this::refuse);
  }

  /** Waits for work; false when closing and nothing is left. */
  private boolean takeGroup(List<UnitOfWork<?>> group) throws InterruptedException {
    List<UnitOfWork<?>> come = new ArrayList<>(GROUP_MAX);
    if (!closing.get() && room.size() == 0) {
      Thread.interrupted(); // A unit of work may have left the flag set; to the writer it means
      // nothing.
      come.add(queue.take());
    }
    // All there is, but for a swarm: what is prompt may stand behind it.
    queue.drainTo(come, Math.max(0, ROOM_MAX - room.size()));
    room.add(come);
    group.addAll(room.next(GROUP_MAX));
    return !group.isEmpty();
  }
}
