package dev.tillgate.gateway.platform.store.postgres;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.ForwardingDatabase;
import dev.tillgate.gateway.platform.store.Futures;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The same store with a lane of its own for writes, and connections nobody else uses up. */
final class ReservedDatabase extends ForwardingDatabase {
  private final PostgresDatabase whole;
  private final Lane lane;

  ReservedDatabase(PostgresDatabase whole, Lane lane) {
    super(whole);
    this.whole = whole;
    this.lane = lane;
  }

  @Override
  public <T extends @Nullable Object> T write(Work<T> work) {
    return Futures.await(submit(work));
  }

  @Override
  public <T extends @Nullable Object> CompletableFuture<T> submit(Work<T> work) {
    return whole.on(lane, work);
  }

  @Override
  public Database forAppends() {
    return whole.forAppends();
  }

  @Override
  public int queueDepth() {
    return lane.depth();
  }

  @Override
  public int queueBound() {
    return lane.bound();
  }

  @Override
  public boolean tidy() {
    return false;
  }

  /** Whoever opened the store closes it. */
  @Override
  public void close() {}
}
