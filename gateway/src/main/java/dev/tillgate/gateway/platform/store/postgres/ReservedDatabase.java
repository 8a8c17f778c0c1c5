package dev.tillgate.gateway.platform.store.postgres;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Futures;
import dev.tillgate.gateway.platform.store.Hints;
import dev.tillgate.gateway.platform.store.Revision;
import dev.tillgate.gateway.platform.store.Spans;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The same store with a lane of its own for writes, and connections nobody else uses up. */
final class ReservedDatabase implements Database {
  private final PostgresDatabase whole;
  private final Lane lane;

  ReservedDatabase(PostgresDatabase whole, Lane lane) {
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
  public <T extends @Nullable Object> T read(Work<T> work) {
    return whole.read(work);
  }

  @Override
  public Database forCallbacks() {
    return this;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public Revision revision(String name) {
    return whole.revision(name);
  }

  @Override
  public Hints hints() {
    return whole.hints();
  }

  @Override
  public Spans spans() {
    return whole.spans();
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
  public Size size() {
    return whole.size();
  }

  @Override
  public boolean tidy() {
    return false;
  }

  /** Whoever opened the store closes it. */
  @Override
  public void close() {}
}
