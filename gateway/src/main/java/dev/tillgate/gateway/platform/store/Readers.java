package dev.tillgate.gateway.platform.store;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A few platform threads with a read-only connection each; beyond the bound reads are refused. */
final class Readers {
  private static final int QUEUE_BOUND = 10_000;
  private static final int CLOSE_SECONDS = 5;

  private final BlockingQueue<Handle> idle;
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
            Thread.ofPlatform().name("store-reader-", 0).factory());
  }

  <T extends @Nullable Object> CompletableFuture<T> submit(Database.Work<T> work) {
    CompletableFuture<T> caller = new CompletableFuture<>();
    try {
      threads.execute(() -> run(work, caller));
    } catch (RejectedExecutionException e) {
      caller.completeExceptionally(new StoreUnavailableException("too many reads are waiting", e));
    }
    return caller;
  }

  private <T extends @Nullable Object> void run(
      Database.Work<T> work, CompletableFuture<T> caller) {
    // As many handles as threads: remove() never finds the queue empty.
    Handle handle = idle.remove();
    try {
      handle.execute("BEGIN");
      try {
        caller.complete(work.in(Tx.reading(handle)));
      } finally {
        handle.execute("COMMIT");
      }
    } catch (RuntimeException | Error e) {
      caller.completeExceptionally(e);
    } finally {
      idle.add(handle);
    }
  }

  void close() throws InterruptedException {
    threads.shutdown();
    if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
      threads.shutdownNow();
    }
    idle.forEach(Handle::close);
  }
}
