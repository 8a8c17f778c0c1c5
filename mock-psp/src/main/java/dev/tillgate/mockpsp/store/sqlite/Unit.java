package dev.tillgate.mockpsp.store.sqlite;

import dev.tillgate.mockpsp.store.Tx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/** A unit of work in a group: it runs in a savepoint and tells its caller after the commit. */
final class Unit<T> {
  private final Function<Tx, T> work;
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final AtomicReference<Runnable> completion = new AtomicReference<>(() -> {});

  Unit(Function<Tx, T> work) {
    this.work = work;
  }

  CompletableFuture<T> result() {
    return result;
  }

  /** Does the work; if it throws, only this unit is undone and the others of its group go on. */
  void run(Handle handle, Tx tx) {
    handle.execute("SAVEPOINT unit");
    try {
      T value = work.apply(tx);
      completion.set(() -> result.complete(value));
    } catch (RuntimeException | Error e) {
      handle.execute("ROLLBACK TO unit");
      completion.set(() -> result.completeExceptionally(e));
    }
    handle.execute("RELEASE unit");
  }

  void complete() {
    completion.get().run();
  }

  void fail(RuntimeException reason) {
    result.completeExceptionally(reason);
  }
}
