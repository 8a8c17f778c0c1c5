package dev.tillgate.mockpsp.later;

import dev.tillgate.mockpsp.later.Timetable.Entry;
import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works the timetable off, in the order of the due times and one entry per transaction: after a
 * crash each has happened as a whole or will happen once more from the start. A loop does it as
 * time passes; whoever moves the clock calls {@link #runDue} and then knows it is done.
 */
public final class LateWork implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LateWork.class);
  private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);
  private static final Duration AFTER_A_FAILURE = Duration.ofMinutes(1);

  private final Database database;
  private final Timetable timetable;
  private final Map<String, Handler> handlers;
  private final InstantSource clock;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread loop = Thread.ofVirtual().name("late-work").unstarted(this::run);

  /**
   * @param handlers by kind, for every kind that is ever put on the timetable
   * @param clock the provider's own
   */
  public LateWork(
      Database database, Timetable timetable, Map<String, Handler> handlers, InstantSource clock) {
    this.database = database;
    this.timetable = timetable;
    this.handlers = Map.copyOf(handlers);
    this.clock = clock;
  }

  /** Begins, with what came due while no process was there. */
  public void start() {
    loop.start();
  }

  /**
   * Makes everything happen that is due, what becomes due by that included, and returns how many
   * entries there were. One that fails is logged and put off for a minute.
   */
  public int runDue() {
    Instant now = clock.instant();
    int entries = 0;
    while (!closed.get() && runNext(now)) {
      entries++;
    }
    return entries;
  }

  private boolean runNext(Instant now) {
    Optional<Entry> next = database.write(tx -> timetable.firstDue(tx, now));
    next.ifPresent(entry -> runOrPutOff(entry, now));
    return next.isPresent();
  }

  private void runOrPutOff(Entry entry, Instant now) {
    try {
      database.run(tx -> happen(tx, entry));
      log.info("late_work.done kind={} object={}", entry.kind(), entry.object());
    } catch (RuntimeException e) {
      log.error("late_work.failed kind={} object={}", entry.kind(), entry.object(), e);
      database.run(tx -> timetable.putOff(tx, entry, now.plus(AFTER_A_FAILURE)));
    }
  }

  private void happen(Tx tx, Entry entry) {
    if (timetable.take(tx, entry)) {
      handler(entry.kind()).happen(tx, entry.object());
    }
  }

  private Handler handler(String kind) {
    return Objects.requireNonNull(handlers.get(kind), () -> "nobody handles " + kind);
  }

  private void run() {
    while (!closed.get()) {
      try {
        timetable.sleep(untilNext());
        runDue();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        logUnlessClosed(e);
      }
    }
  }

  /** A store that is closing refuses work, which is nobody's fault. */
  private void logUnlessClosed(RuntimeException e) {
    if (!closed.get()) {
      log.error("late_work.loop.failed", e);
    }
  }

  private Duration untilNext() {
    return database
        .write(timetable::nextDue)
        .map(due -> Duration.between(clock.instant(), due))
        .filter(wait -> wait.compareTo(LONGEST_SLEEP) < 0)
        .orElse(LONGEST_SLEEP);
  }

  /** Stops; what is left is there for the next process. */
  @Override
  public void close() {
    closed.set(true);
    loop.interrupt();
    try {
      loop.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
