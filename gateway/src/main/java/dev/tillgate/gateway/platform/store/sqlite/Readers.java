package dev.tillgate.gateway.platform.store.sqlite;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.Tx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/** A few platform threads with a read-only connection each; beyond the bound reads are refused. */
final class Readers {
  private static final int QUEUE_BOUND = 10_000;
  private static final int CLOSE_SECONDS = 5;

  private final BlockingQueue<Handle> idle;
  private final Set<Thread> members = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor threads;

  Readers(List<Handle> handles) {
    idle = new ArrayBlockingQueue<>(handles.size(), false, handles);
    threads =
        new ThreadPoolExecutor(
            handles.size(),
            handles.size(),
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE_BOUND),
            remembering(Thread.ofPlatform().name("store-reader-", 0).factory()));
  }

  private ThreadFactory remembering(ThreadFactory factory) {
    return task -> {
      Thread thread = factory.newThread(task);
      members.add(thread);
      return thread;
    };
  }

  <T extends @Nullable Object> CompletableFuture<T> submit(Database.Work<T> work) {
    Read<T> read = new Read<>(work);
    try {
      threads.execute(read);
    } catch (RejectedExecutionException e) {
      read.refuse();
    }
    return read.caller;
  }

  boolean isCurrentThread() {
    return members.contains(Thread.currentThread());
  }

  /** Lets what was begun end, for a while; whoever never got a turn is told so. */
  void close() throws InterruptedException {
    threads.shutdown();
    if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
      threads.shutdownNow().forEach(waiting -> ((Read<?>) waiting).refuse());
    }
    idle.forEach(Handle::close);
  }

  private final class Read<T extends @Nullable Object> implements Runnable {
    private final Database.Work<T> work;
    private final CompletableFuture<T> caller = new CompletableFuture<>();

    private Read(Database.Work<T> work) {
      this.work = work;
    }

    @Override
    public void run() {
      // As many handles as threads: remove() never finds the queue empty.
      Handle handle = idle.remove();
      try {
        caller.complete(in(handle));
      } catch (Throwable e) { // Whatever it is, it is its caller's, not the pool's.
        caller.completeExceptionally(e);
      } finally {
        idle.add(handle);
      }
    }

    private T in(Handle handle) {
      handle.execute("BEGIN");
      Tx tx = Tx.reading(handle);
      try {
        return work.in(tx);
      } finally {
        tx.end();
        end(handle);
      }
    }

    private void refuse() {
      caller.completeExceptionally(
          new StoreUnavailableException("the store takes no more reads now", null));
    }
  }

  private static void end(Handle handle) {
    try {
      handle.execute("COMMIT");
    } catch (JdbiException alreadyOver) {
      // A failed read may have ended its transaction; why it failed is what its caller must hear.
    }
  }
}
