package dev.tillgate.gateway.platform.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One caller's work on its way through a group commit: it runs (perhaps more than once), keeps its
 * result or failure, and tells its caller only when the group is decided.
 */
final class UnitOfWork<T extends @Nullable Object> {
  private final Database.Work<T> work;
  private final CompletableFuture<T> caller = new CompletableFuture<>();
  private List<Runnable> hooks = List.of();
  private List<Runnable> undos = List.of();
  private @Nullable T result;
  private @Nullable Throwable failure;

  UnitOfWork(Database.Work<T> work) {
    this.work = work;
  }

  CompletableFuture<T> caller() {
    return caller;
  }

  /** Runs the work and keeps how it went; false when it threw and its savepoint must be undone. */
  boolean run(Tx tx) {
    failure = null;
    undos = tx.undos();
    try {
      result = work.in(tx);
      hooks = tx.hooks();
      return true;
    } catch (Throwable e) { // Whatever it is, it is its caller's, not the writer's.
      failed(e);
      return false;
    } finally {
      tx.end();
    }
  }

  void failed(Throwable reason) {
    failure = reason;
    hooks = List.of();
  }

  /** What it did in the store is undone, so what it took in memory is given back; once a run. */
  void rolledBack() {
    List<Runnable> due = undos;
    undos = List.of();
    due.forEach(Runnable::run);
  }

  @Nullable Throwable failure() {
    return failure;
  }

  List<Runnable> hooks() {
    return hooks;
  }

  /** Tells the caller; only called once the group is on disk or surely is not. */
  @SuppressWarnings("NullAway") // T may be null when the work returns null; the future carries it.
  void complete() {
    if (failure != null) {
      caller.completeExceptionally(failure);
    } else {
      caller.complete(result);
    }
  }
}
