package dev.tillgate.system.bench.outgoing;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Hints;
import dev.tillgate.gateway.platform.store.Revision;
import dev.tillgate.gateway.platform.store.Spans;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The store, with a count of everything that is asked of it. */
final class CountedDatabase implements Database {
  private final Database store;
  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong writes = new AtomicLong();

  /** Transactions since the store was opened. */
  record Counts(long reads, long writes) {
    Counts since(Counts before) {
      return new Counts(reads - before.reads, writes - before.writes);
    }
  }

  CountedDatabase(Database store) {
    this.store = store;
  }

  Counts counts() {
    return new Counts(reads.get(), writes.get());
  }

  @Override
  public <T extends @Nullable Object> T write(Work<T> work) {
    writes.incrementAndGet();
    return store.write(work);
  }

  @Override
  public <T extends @Nullable Object> CompletableFuture<T> submit(Work<T> work) {
    writes.incrementAndGet();
    return store.submit(work);
  }

  @Override
  public <T extends @Nullable Object> T read(Work<T> work) {
    reads.incrementAndGet();
    return store.read(work);
  }

  @Override
  public Database forCallbacks() {
    return store.forCallbacks();
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
  public boolean tidy() {
    writes.incrementAndGet();
    return store.tidy();
  }

  @Override
  public Size size() {
    return store.size();
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
  public void close() {
    store.close();
  }
}
