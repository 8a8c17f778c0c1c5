package dev.tillgate.gateway.platform.store.postgres;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of a transaction that stays open for long, whoever's it is: while it does, dead rows pile
 * up and the event log ends where it began.
 */
final class LongTransactions implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LongTransactions.class);
  private static final int LOOK_MINUTES = 1;

  private final Database database;
  private final Duration patience;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("store-watch").daemon().factory());

  /**
   * @param patience how long one may be open without a word
   */
  LongTransactions(Database database, Duration patience) {
    this.database = database;
    this.patience = patience;
  }

  void start() {
    ScheduledFuture<?> unused =
        looks.scheduleWithFixedDelay(this::look, LOOK_MINUTES, LOOK_MINUTES, TimeUnit.MINUTES);
  }

  /** True, and a warning in the log, when one has been open for longer. */
  boolean look() {
    try {
      double seconds = database.<Double>read(Vitals::oldestTransaction);
      boolean tooLong = seconds > patience.toMillis() / 1_000.0;
      if (tooLong) {
        log.warn("store.old_transaction seconds={} see=pg_stat_activity", (long) seconds);
      }
      return tooLong;
    } catch (StoreUnavailableException e) {
      return false; // Nobody knows; whoever needs the store says so.
    }
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }
}
