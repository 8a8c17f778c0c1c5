package dev.tillgate.gateway.platform.store;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs commit hooks off the writer, one after the other in the order of the commits, so that a hook
 * can never slow or break a commit.
 */
public final class HookRunner implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HookRunner.class);
  private static final int CLOSE_SECONDS = 5;

  private final ExecutorService executor;
  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

  public HookRunner() {
    executor =
        Executors.newSingleThreadExecutor(task -> {
          Thread created = Thread.ofPlatform().name("store-hooks").unstarted(task);
          thread.set(created);
          return created;
        });
  }

  /** Runs them behind those handed in before; returns at once. */
  public void run(List<Runnable> hooks) {
    if (!hooks.isEmpty()) {
      executor.execute(() -> hooks.forEach(HookRunner::runSafely));
    }
  }

  /** Whether the caller is a hook. */
  public boolean isCurrentThread() {
    return Thread.currentThread() == thread.get();
  }

  private static void runSafely(Runnable hook) {
    try {
      hook.run();
    } catch (RuntimeException | Error e) {
      log.error("store.hook_failed", e);
    }
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    executor.shutdownNow(); // Hooks only speed things up: what has not run by now is recovered.
  }
}
