package dev.tillgate.gateway.platform.store.sqlite;

import dev.tillgate.gateway.platform.store.ForwardingDatabase;
import dev.tillgate.gateway.platform.store.Futures;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The same store, whose writes go before all that waits to be written. */
final class PromptDatabase extends ForwardingDatabase {
  private final SqliteDatabase whole;

  PromptDatabase(SqliteDatabase whole) {
    super(whole);
    this.whole = whole;
  }

  @Override
  public <T extends @Nullable Object> T write(Work<T> work) {
    return Futures.await(submit(work));
  }

  @Override
  public <T extends @Nullable Object> CompletableFuture<T> submit(Work<T> work) {
    return whole.submitPromptly(work);
  }

  /** Whoever opened the store closes it. */
  @Override
  public void close() {}
}
