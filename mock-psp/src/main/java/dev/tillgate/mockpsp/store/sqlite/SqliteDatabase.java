package dev.tillgate.mockpsp.store.sqlite;

import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.Tx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * One SQLite connection, owned by one platform thread, which runs whatever units of work are
 * waiting and commits them as one group. A caller gets its result after the commit, so what it has
 * seen is on disk. Units run one after the other: nobody else changes the store meanwhile.
 */
public final class SqliteDatabase implements Database {
  private static final int LONGEST_QUEUE = 4096;
  private static final int LARGEST_GROUP = 256;

  private final BlockingQueue<Unit<?>> queue = new LinkedBlockingQueue<>(LONGEST_QUEUE);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Handle handle;
  private final Tx tx;
  private final AutoCloseable lock;
  private final Thread writer;

  private SqliteDatabase(String url, AutoCloseable lock) {
    this.lock = lock;
    this.handle = Jdbi.create(connect(url)).open();
    prepare(handle);
    this.tx = new SqliteTx(handle);
    this.writer = Thread.ofPlatform().name("mock-psp-store").daemon().start(this::work);
  }

  /** Opens or makes the store in a directory; {@link StoreHeld} when another process has it. */
  public static SqliteDatabase in(Path directory) {
    DirectoryLock lock = DirectoryLock.take(directory);
    try {
      return new SqliteDatabase("jdbc:sqlite:" + directory.resolve("mock-psp.db"), lock);
    } catch (RuntimeException e) {
      lock.close();
      throw new IllegalStateException(
          "cannot use the store in " + directory + ": " + reason(e).getMessage(), e);
    }
  }

  /** The database's own sentence, without the statement it was about. */
  private static Throwable reason(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : reason(cause);
  }

  @Override
  public <T> T write(Function<Tx, T> work) {
    if (Thread.currentThread().equals(writer)) {
      throw new IllegalStateException("a unit of work inside a unit of work");
    }
    Unit<T> unit = new Unit<>(work);
    try {
      queue.put(unit);
      if (closed.get()) {
        throw new IllegalStateException("the store is closed");
      }
      return unit.result().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private void work() {
    List<Unit<?>> group = new ArrayList<>();
    while (!closed.get() || !queue.isEmpty()) {
      try {
        group.add(queue.take());
        queue.drainTo(group, LARGEST_GROUP - 1);
        commit(group);
        group.clear();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void commit(List<Unit<?>> group) {
    try {
      handle.execute("BEGIN IMMEDIATE");
      group.forEach(unit -> unit.run(handle, tx));
      handle.execute("COMMIT");
      group.forEach(Unit::complete);
    } catch (RuntimeException e) {
      rollBack(e);
      group.forEach(unit -> unit.fail(e));
    }
  }

  private void rollBack(RuntimeException reason) {
    try {
      handle.execute("ROLLBACK");
    } catch (RuntimeException alreadyOver) {
      reason.addSuppressed(alreadyOver);
    }
  }

  private static Connection connect(String url) {
    try {
      return DriverManager.getConnection(url);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot open " + url, e);
    }
  }

  static void prepare(Handle handle) {
    handle.execute("PRAGMA journal_mode = WAL");
    // FULL: what was answered is on disk, also when the machine loses power.
    handle.execute("PRAGMA synchronous = FULL");
    handle.execute("PRAGMA foreign_keys = ON");
    handle.execute("PRAGMA trusted_schema = OFF");
    Schema.migrate(handle);
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      queue.put(new Unit<>(any -> true));
      writer.join();
      handle.close();
      handle.getConnection().close();
      lock.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("the store did not close", e);
    }
  }
}
