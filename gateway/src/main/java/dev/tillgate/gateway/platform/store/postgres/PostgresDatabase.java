package dev.tillgate.gateway.platform.store.postgres;

import com.zaxxer.hikari.HikariDataSource;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Futures;
import dev.tillgate.gateway.platform.store.Hints;
import dev.tillgate.gateway.platform.store.HookRunner;
import dev.tillgate.gateway.platform.store.Revision;
import dev.tillgate.gateway.platform.store.Spans;
import dev.tillgate.gateway.platform.store.StoreGauge;
import dev.tillgate.gateway.platform.store.StoreOptions;
import dev.tillgate.gateway.platform.store.UnitOfWork;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * The engine on PostgreSQL. Units of work run side by side, each on a connection of a small pool:
 * some for whatever is written, two that only callbacks use, one for what only adds rows, which
 * runs in groups, some for reads.
 */
public final class PostgresDatabase implements Database {
  // More connections than this gain nothing on the server's side before it has many cores.
  static final int WRITERS = 8;
  private static final int READERS = 4;
  private static final int FOR_CALLBACKS = 2;
  // With two, a row costs the server half as much again: each takes half of a group.
  private static final int FOR_APPENDS = 1;
  private static final int APPENDS_MAX = 64;
  private static final int READS_BOUND = 10_000;

  private static final Duration LONG_TRANSACTION = Duration.ofMinutes(10);

  private final HikariDataSource pool;
  private final HookRunner commitHooks = new HookRunner();
  private final PostgresHints hints;
  private final Lane writers;
  private final Lane callbacks;
  private final Lane appends;
  private final Lane readers;
  private final Overdue overdue;
  private final LongTransactions watch = new LongTransactions(this, LONG_TRANSACTION);
  private final PostgresSpans spans = new PostgresSpans(this);

  private PostgresDatabase(PostgresServer server, StoreOptions options) {
    pool = server.pool(WRITERS + FOR_CALLBACKS + FOR_APPENDS + READERS);
    hints = new PostgresHints(server.lasting());
    Jdbi jdbi = Jdbi.create(pool);
    Transaction transaction =
        new Transaction(
            jdbi,
            CommitMarks.ofNewRun(jdbi),
            new CommitOrder(commitHooks::run),
            options.halt(),
            options.observer());
    int bound = options.queueBound();
    writers = new Lane("writer", WRITERS, 1, bound, transaction::run);
    callbacks = new Lane("callbacks", FOR_CALLBACKS, 1, bound, transaction::run);
    appends = new Lane("appends", FOR_APPENDS, APPENDS_MAX, bound, transaction::run);
    Reading reading = new Reading(jdbi);
    readers = new Lane("reader", READERS, 1, READS_BOUND, units -> units.forEach(reading::run));
    overdue = new Overdue(List.of(writers, callbacks, appends, readers));
  }

  /**
   * Opens the database, migrating it as needed.
   *
   * @param unsafe whether a server may be used that loses what it has answered when it crashes
   * @throws IllegalArgumentException saying why it cannot be used
   * @throws dev.tillgate.gateway.platform.store.StoreUnavailableException when it is not reachable
   */
  public static PostgresDatabase open(String url, boolean unsafe, StoreOptions options) {
    PostgresServer server = new PostgresServer(url);
    server.prepare(unsafe);
    PostgresDatabase database = reached(server, options);
    database.overdue.start();
    database.tidy();
    database.watch.start();
    database.hints.start();
    return database;
  }

  private static PostgresDatabase reached(PostgresServer server, StoreOptions options) {
    try {
      return new PostgresDatabase(server, options);
    } catch (JdbiException e) {
      throw server.unreachable(e);
    }
  }

  @Override
  public <T extends @Nullable Object> T write(Work<T> work) {
    return Futures.await(submit(work));
  }

  @Override
  public <T extends @Nullable Object> CompletableFuture<T> submit(Work<T> work) {
    return on(writers, work);
  }

  @Override
  public <T extends @Nullable Object> T read(Work<T> work) {
    return Futures.await(on(readers, work));
  }

  /** Its writes have two connections of their own, however many others wait for theirs. */
  @Override
  public Database forCallbacks() {
    return new ReservedDatabase(this, callbacks);
  }

  /** All that wait share a transaction: most of what a small one costs is its beginning and end. */
  @Override
  public Database forAppends() {
    return new ReservedDatabase(this, appends);
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public Revision revision(String name) {
    return new PostgresRevision(name);
  }

  @Override
  public Hints hints() {
    return hints;
  }

  @Override
  public int queueDepth() {
    return writers.depth();
  }

  @Override
  public int queueBound() {
    return writers.bound();
  }

  @Override
  public Size size() {
    long bytes =
        read(tx -> tx.query("SELECT pg_database_size(current_database())").mapTo(Long.class).one());
    return new Size(bytes, 0, 0);
  }

  @Override
  public List<StoreGauge> gauges() {
    return new Vitals(this).gauges();
  }

  @Override
  public Spans spans() {
    return spans;
  }

  @Override
  public boolean tidy() {
    spans.makeAhead();
    return false; // Autovacuum sees to the room.
  }

  /** The order matters: what is queued is committed, its hooks run, then the connections end. */
  @Override
  public void close() {
    watch.close();
    overdue.close();
    hints.close();
    try {
      writers.close();
      callbacks.close();
      appends.close();
      commitHooks.close();
      readers.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    pool.close();
  }

  <T extends @Nullable Object> CompletableFuture<T> on(Lane lane, Work<T> work) {
    refuseNesting();
    UnitOfWork<T> unit = new UnitOfWork<>(work);
    lane.submit(unit);
    return unit.caller();
  }

  private void refuseNesting() {
    Stream<BooleanSupplier> ours =
        Stream.of(
            writers::isCurrentThread,
            callbacks::isCurrentThread,
            appends::isCurrentThread,
            readers::isCurrentThread,
            commitHooks::isCurrentThread);
    if (ours.anyMatch(BooleanSupplier::getAsBoolean)) {
      throw new IllegalStateException(
          "the store was called from inside a transaction or a commit hook");
    }
  }
}
