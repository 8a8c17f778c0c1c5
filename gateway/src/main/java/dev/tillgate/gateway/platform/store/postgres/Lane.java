package dev.tillgate.gateway.platform.store.postgres;

import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.UnitOfWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A queue of units of work and a few platform threads that run them, each on a connection of its
 * own: one at a time, or all that wait as a group. Beyond the bound work is refused.
 */
final class Lane {
  private static final int CLOSE_SECONDS = 5;
  private static final String STOPPING = "the gateway is stopping";

  private final Set<Thread> members = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor threads;
  private final AtomicLong looks = new AtomicLong();
  private final int group;
  private final int bound;
  private final Consumer<List<UnitOfWork<?>>> runner;

  /**
   * @param group how many units one thread takes at a time, of those that wait when its turn comes
   * @param runner tells the callers of its units
   */
  Lane(String name, int size, int group, int bound, Consumer<List<UnitOfWork<?>>> runner) {
    this.group = group;
    this.bound = bound;
    this.runner = runner;
    threads =
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(bound),
            task -> {
              Thread thread = Thread.ofPlatform().name("store-" + name).unstarted(task);
              members.add(thread);
              return thread;
            });
  }

  /** Never blocks: a full queue or a closing lane ends the unit at once. */
  void submit(UnitOfWork<?> unit) {
    try {
      threads.execute(new Turn(unit));
    } catch (RejectedExecutionException e) {
      refuse(unit, threads.isShutdown() ? STOPPING : "the store's queue is full");
    }
  }

  /**
   * One of many looks: whoever has waited for a turn through more of them than that is refused, for
   * nothing of it was begun.
   */
  void refuseOverdue(int patience) {
    long look = looks.incrementAndGet();
    while (threads.getQueue().peek() instanceof Turn first
        && look - first.entered > patience
        && threads.remove(first)) {
      refuse(first.unit, "the store is stuck");
    }
  }

  int depth() {
    return threads.getQueue().size();
  }

  int bound() {
    return bound;
  }

  boolean isCurrentThread() {
    return members.contains(Thread.currentThread());
  }

  /** Runs what is queued, for a while; whoever never got a turn is told so. */
  void close() throws InterruptedException {
    threads.shutdown();
    if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
      threads.shutdownNow().forEach(waiting -> refuse(((Turn) waiting).unit, STOPPING));
      threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private static void refuse(UnitOfWork<?> unit, String reason) {
    unit.failed(new StoreUnavailableException(reason, null));
    unit.complete();
  }

  private final class Turn implements Runnable {
    private final UnitOfWork<?> unit;
    private final long entered = looks.get();

    private Turn(UnitOfWork<?> unit) {
      this.unit = unit;
    }

    @Override
    public void run() {
      List<UnitOfWork<?>> taken = takeGroup();
      try {
        runner.accept(taken);
      } catch (Throwable e) { // A caller nobody tells would wait for ever.
        taken.forEach(each -> each.failed(e));
        taken.forEach(UnitOfWork::complete);
      }
    }

    /** This one and those that wait behind it; nobody waits for more to come. */
    private List<UnitOfWork<?>> takeGroup() {
      List<UnitOfWork<?>> taken = new ArrayList<>(List.of(unit));
      while (taken.size() < group && threads.getQueue().poll() instanceof Turn next) {
        taken.add(next.unit);
      }
      return taken;
    }
  }
}
