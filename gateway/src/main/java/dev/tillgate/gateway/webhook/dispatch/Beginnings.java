package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Futures;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * Counts sends that are about to begin, many at a time: whoever comes first writes for all who come
 * while it does. Thread-safe.
 */
final class Beginnings {
  private static final int BATCH_MAX = 256;

  private final Database database;
  private final InstantSource clock;
  private final ClaimStore store = new ClaimStore();
  private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
  private final Semaphore writing = new Semaphore(1);

  private record Waiting(Claimed claimed, CompletableFuture<Boolean> counted) {}

  Beginnings(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Returns once it is on disk that this send begins; false when the claim was lost, or the store
   * cannot take it: then nothing may be sent.
   */
  boolean begin(Claimed claimed) {
    Waiting mine = new Waiting(claimed, new CompletableFuture<>());
    waiting.add(mine);
    writeUntil(mine.counted());
    return Futures.await(mine.counted());
  }

  /** Writes for others only as long as its own is among them; then somebody else's turn comes. */
  private void writeUntil(CompletableFuture<Boolean> own) {
    while (!waiting.isEmpty() && writing.tryAcquire()) {
      try {
        write(nextBatch());
      } finally {
        writing.release();
      }
      if (own.isDone() && !waiting.isEmpty()) {
        // Whoever waits did not get the turn while this had it, so nobody else would write for it.
        Thread unused = Thread.startVirtualThread(() -> writeUntil(new CompletableFuture<>()));
        return;
      }
    }
  }

  private List<Waiting> nextBatch() {
    List<Waiting> batch = new ArrayList<>();
    for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
      batch.add(next);
      if (batch.size() == BATCH_MAX) {
        break;
      }
    }
    return batch;
  }

  private void write(List<Waiting> batch) {
    try {
      int[] counts = counts(batch.stream().map(Waiting::claimed).toList());
      for (int i = 0; i < counts.length; i++) {
        batch.get(i).counted().complete(counts[i] == 1);
      }
    } catch (RuntimeException | Error e) { // Else whoever waits with it would wait for ever.
      batch.forEach(each -> each.counted().completeExceptionally(e));
    }
  }

  private int[] counts(List<Claimed> claims) {
    try {
      return claims.isEmpty()
          ? new int[0]
          : database.write(tx -> store.begin(tx, claims, clock.instant()));
    } catch (StoreUnavailableException notCounted) {
      return new int[claims.size()];
    }
  }
}
