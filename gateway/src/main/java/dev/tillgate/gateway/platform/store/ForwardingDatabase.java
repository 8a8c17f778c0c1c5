package dev.tillgate.gateway.platform.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A store behind which another one stands, for whoever changes little of it. Its {@link
 * #forCallbacks} and {@link #forAppends} are itself, so that nothing passes it by.
 */
public abstract class ForwardingDatabase implements Database {
  private final Database store;

  protected ForwardingDatabase(Database store) {
    this.store = store;
  }

  @Override
  public <T extends @Nullable Object> T write(Work<T> work) {
    return store.write(work);
  }

  @Override
  public <T extends @Nullable Object> CompletableFuture<T> submit(Work<T> work) {
    return store.submit(work);
  }

  @Override
  public <T extends @Nullable Object> T read(Work<T> work) {
    return store.read(work);
  }

  @Override
  public boolean isShared() {
    return store.isShared();
  }

  @Override
  public Revision revision(String name) {
    return store.revision(name);
  }

  @Override
  public Hints hints() {
    return store.hints();
  }

  @Override
  public Spans spans() {
    return store.spans();
  }

  @Override
  public int queueDepth() {
    return store.queueDepth();
  }

  @Override
  public int queueBound() {
    return store.queueBound();
  }

  @Override
  public List<StoreGauge> gauges() {
    return store.gauges();
  }

  @Override
  public Size size() {
    return store.size();
  }

  @Override
  public boolean tidy() {
    return store.tidy();
  }

  @Override
  public void close() {
    store.close();
  }
}
