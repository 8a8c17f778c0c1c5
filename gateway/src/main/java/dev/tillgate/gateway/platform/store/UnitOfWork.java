package dev.tillgate.gateway.platform.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One caller's work on its way through a group commit: it runs (perhaps more than once), keeps its
 * result or failure, and tells its caller only when the group is decided.
 */
public final class UnitOfWork<T extends @Nullable Object> {
  private final Database.Work<T> work;
  private final boolean prompt;
  private final CompletableFuture<T> caller = new CompletableFuture<>();
  // Written by the writer alone, and again when the work runs again.
  private final AtomicReference<List<Runnable>> hooks = new AtomicReference<>(List.of());
  private final AtomicReference<List<Runnable>> undos = new AtomicReference<>(List.of());
  private final AtomicReference<@Nullable T> result = new AtomicReference<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  public UnitOfWork(Database.Work<T> work) {
    this(work, false);
  }

  /**
   * One that may go before others.
   *
   * @param prompt whether somebody is waiting for it whom others should not keep waiting
   */
  public UnitOfWork(Database.Work<T> work, boolean prompt) {
    this.work = work;
    this.prompt = prompt;
  }

  public boolean isPrompt() {
    return prompt;
  }

  /** Ends when the group is decided. */
  public CompletableFuture<T> caller() {
    return caller;
  }

  /** Runs the work and keeps how it went; false when it threw and its savepoint must be undone. */
  public boolean run(Tx tx) {
    failure.set(null);
    undos.set(tx.undos());
    try {
      result.set(work.in(tx));
      hooks.set(tx.hooks());
      return true;
    } catch (Throwable e) { // Whatever it is, it is its caller's, not the writer's.
      failed(e);
      return false;
    } finally {
      tx.end();
    }
  }

  /** Why it does not stand; its hooks are forgotten. */
  public void failed(Throwable reason) {
    failure.set(reason);
    hooks.set(List.of());
  }

  /** What it did in the store is undone, so what it took in memory is given back; once a run. */
  public void rolledBack() {
    undos.getAndSet(List.of()).forEach(Runnable::run);
  }

  /** Why its last run failed; null when it did not. */
  public @Nullable Throwable failure() {
    return failure.get();
  }

  /** What its last run wants done after the commit; empty when it failed. */
  public List<Runnable> hooks() {
    return hooks.get();
  }

  /** Tells the caller; only called once the group is on disk or surely is not. */
  @SuppressWarnings("NullAway") // T may be null when the work returns null; the future carries it.
  public void complete() {
    Throwable failed = failure.get();
    if (failed != null) {
      caller.completeExceptionally(failed);
    } else {
      caller.complete(result.get());
    }
  }
}
