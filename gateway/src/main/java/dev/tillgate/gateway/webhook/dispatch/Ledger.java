package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Futures;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down which sends begin and how others ended, many at a time and both in one transaction:
 * whoever comes first writes for all who come while it does. A send begins only once every result
 * that was queued before it is on disk. Results the store cannot take stay here, with their places
 * in memory, until it can. Thread-safe.
 */
final class Ledger {
  private static final Logger log = LoggerFactory.getLogger(Ledger.class);
  private static final int BATCH_MAX = 256;

  /** So many written together say that more are about to come. */
  private static final int CROWD = 2;

  /** The same where sends wait: more than a few that come one by one, each after its own last. */
  private static final int CROWD_OF_SENDS = 8;

  private final Database database;
  private final Settling settling;
  private final Backlog backlog;
  private final InstantSource clock;
  private final Runnable company;
  private final AtomicInteger lastWritten = new AtomicInteger();
  private final ClaimStore store = new ClaimStore();
  private final Deque<Result> results = new ConcurrentLinkedDeque<>();
  private final Deque<Beginning> beginnings = new ConcurrentLinkedDeque<>();
  private final Semaphore writing = new Semaphore(1);

  private record Beginning(Claimed claimed, CompletableFuture<Boolean> counted) {}

  /** Writes what follows from results, in the transaction. */
  @FunctionalInterface
  interface Settling {
    void settle(Tx tx, List<Result> results);
  }

  /**
   * @param backlog told to look again when the store could not take something
   * @param company waits a moment for others, who share what a transaction costs: run before a
   *     write that follows one of several, for then more are about to come
   */
  Ledger(
      Database database,
      Settling settling,
      Backlog backlog,
      InstantSource clock,
      Runnable company) {
    this.database = database;
    this.settling = settling;
    this.backlog = backlog;
    this.clock = clock;
    this.company = company;
  }

  /**
   * Returns once it is on disk that this send begins; false when the claim was lost, or the store
   * cannot take it: then nothing may be sent.
   */
  boolean begin(Claimed claimed) {
    Beginning mine = new Beginning(claimed, new CompletableFuture<>());
    beginnings.add(mine);
    writeUntil(mine.counted());
    return Futures.await(mine.counted());
  }

  /** Writes the result, or leaves it to whoever is writing; it is written soon or kept. */
  void settle(Result result) {
    results.add(result);
    flush();
  }

  /** Queues results for the next write: for those who must not write, or know who will. */
  void later(List<Result> given) {
    results.addAll(given);
  }

  /** Writes what is queued; false when the store could not take it. */
  boolean flush() {
    return writeUntil(new CompletableFuture<>());
  }

  /** Writes for others only as long as its own is among them; then somebody else's turn comes. */
  private boolean writeUntil(CompletableFuture<Boolean> own) {
    while (hasWork() && writing.tryAcquire()) {
      if (!writesSome()) {
        backlog.lookAgain(Instant.MIN);
        return false;
      }
      if (own.isDone() && hasWork()) {
        // Whoever waits did not get the turn while this had it, so nobody else would write for it.
        Thread unused = Thread.startVirtualThread(this::flush);
        return true;
      }
    }
    return true;
  }

  private boolean writesSome() {
    try {
      return writeSome();
    } finally {
      writing.release();
    }
  }

  private boolean hasWork() {
    return !results.isEmpty() || !beginnings.isEmpty();
  }

  /** The beginnings are taken first: every result that was there before one of them is with it. */
  private boolean writeSome() {
    if (lastWritten.get() >= (beginnings.isEmpty() ? CROWD : CROWD_OF_SENDS)) {
      company.run();
    }
    List<Beginning> begun = next(beginnings);
    List<Result> ended = next(results);
    if (!results.isEmpty() && ended.size() == BATCH_MAX) { // Not with it: it waits for them.
      begun.reversed().forEach(beginnings::addFirst);
      begun = List.of();
    }
    lastWritten.set(begun.size() + ended.size());
    return wrote(begun, ended);
  }

  private boolean wrote(List<Beginning> begun, List<Result> ended) {
    try {
      write(begun, ended);
    } catch (StoreUnavailableException e) {
      log.warn("delivery.unsettled waiting={} reason={}", ended.size(), e.getMessage());
      ended.reversed().forEach(results::addFirst);
      begun.forEach(each -> each.counted().complete(false));
      return false;
    } catch (RuntimeException | Error e) { // Else whoever waits with it would wait for ever.
      begun.forEach(each -> each.counted().completeExceptionally(e));
      throw e;
    }
    ended.forEach(result -> result.afterwards().run());
    return true;
  }

  private void write(List<Beginning> begun, List<Result> ended) {
    List<Claimed> claims = begun.stream().map(Beginning::claimed).toList();
    int[] counts =
        database.write(tx -> {
          settling.settle(tx, ended);
          return store.begin(tx, claims, clock.instant());
        });
    for (int i = 0; i < counts.length; i++) {
      begun.get(i).counted().complete(counts[i] == 1);
    }
  }

  private static <T> List<T> next(Queue<T> queue) {
    List<T> batch = new ArrayList<>();
    for (T next = queue.poll(); next != null; next = queue.poll()) {
      batch.add(next);
      if (batch.size() == BATCH_MAX) {
        break;
      }
    }
    return batch;
  }
}
