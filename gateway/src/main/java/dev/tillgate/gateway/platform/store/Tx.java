package dev.tillgate.gateway.platform.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/** The transaction a unit of work runs in. Valid only until the work returns; one thread only. */
public final class Tx {
  private final Handle handle;
  private final boolean writable;
  private final BooleanSupplier rolledBack;
  private final List<Runnable> hooks = new ArrayList<>();
  private final List<Runnable> undos = new ArrayList<>();
  private final AtomicBoolean over = new AtomicBoolean();

  private Tx(Handle handle, boolean writable, BooleanSupplier rolledBack) {
    this.handle = handle;
    this.writable = writable;
    this.rolledBack = rolledBack;
  }

  /**
   * For an engine: a transaction that may write.
   *
   * @param rolledBack whether the engine has ended the transaction by itself
   */
  public static Tx writing(Handle handle, BooleanSupplier rolledBack) {
    return new Tx(handle, true, rolledBack);
  }

  /** For an engine: a transaction that only reads. */
  public static Tx reading(Handle handle) {
    return new Tx(handle, false, () -> false);
  }

  /** A query with named parameters. */
  public Query query(String sql) {
    return live().createQuery(sql);
  }

  /** A change with named parameters; its row count is the answer to a compare-and-set. */
  public Update update(String sql) {
    return live().createUpdate(sql);
  }

  /** The same change for many rows in one call. */
  public PreparedBatch batch(String sql) {
    return live().prepareBatch(sql);
  }

  /**
   * Runs the hook once this transaction is on disk, in the order of the commits, on a thread of its
   * own. It must not block or write; it is lost when the process dies first, so it may only speed
   * up what recovery would do anyway.
   */
  public void afterCommit(Runnable hook) {
    if (!writable) {
      throw new IllegalStateException("a read has no commit to wait for");
    }
    hooks.add(hook);
  }

  /**
   * Runs the undo when this transaction does not stand: it failed, or its group must run again. For
   * what was taken in memory while it ran; at once, on the writer's thread, so it must be trivial.
   */
  public void onRollback(Runnable undo) {
    undos.add(undo);
  }

  /** For an engine: what is to run once the commit is on disk. */
  public List<Runnable> hooks() {
    return hooks;
  }

  /** For an engine: what is to run when the transaction does not stand. */
  public List<Runnable> undos() {
    return undos;
  }

  /** For an engine: the work has returned. A Tx it let escape can do nothing any more. */
  public void end() {
    over.set(true);
  }

  private Handle live() {
    if (over.get() || rolledBack.getAsBoolean()) {
      throw new IllegalStateException("this transaction is over");
    }
    return handle;
  }
}
