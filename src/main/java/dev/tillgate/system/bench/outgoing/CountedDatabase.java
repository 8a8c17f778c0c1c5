package dev.tillgate.system.bench.outgoing;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.ForwardingDatabase;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The store, with a count of everything that is asked of it. */
final class CountedDatabase extends ForwardingDatabase {
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
    super(store);
    this.store = store;
  }

  Counts counts() {
    return new Counts(reads.get(), writes.get());
  }

  @Override
  public <T extends @Nullable Object> T write(Work<T> work) {
    writes.incrementAndGet();
    return super.write(work);
  }

  @Override
  public <T extends @Nullable Object> CompletableFuture<T> submit(Work<T> work) {
    writes.incrementAndGet();
    return super.submit(work);
  }

  @Override
  public <T extends @Nullable Object> T read(Work<T> work) {
    reads.incrementAndGet();
    return super.read(work);
  }

  /** Beats and callbacks are not counted: they are nobody's asking. */
  @Override
  public Database forCallbacks() {
    return store.forCallbacks();
  }

  /** Nor is what a producer adds: an idle gateway has none. */
  @Override
  public Database forAppends() {
    return store.forAppends();
  }

  @Override
  public boolean tidy() {
    writes.incrementAndGet();
    return super.tidy();
  }
}
