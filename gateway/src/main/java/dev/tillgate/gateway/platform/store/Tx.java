package dev.tillgate.gateway.platform.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The transaction a unit of work runs in. Valid only until the work returns; one thread only. */
public final class Tx {
  private static final String AMONG_JSON =
      "%s IN (SELECT value FROM json_each('[\"' || replace(:%s, ',', '\",\"') || '\"]'))";
  private static final String AMONG_ARRAY = "%s = ANY (string_to_array(:%s, ','))";

  private final Handle handle;
  private final boolean writable;
  private final BooleanSupplier rolledBack;
  private final String lockClause;
  private final List<Runnable> hooks = new ArrayList<>();
  private final List<Runnable> undos = new ArrayList<>();
  private final @Nullable Gathering gathering;
  private final Map<String, Long> numbers;
  private final AtomicBoolean over = new AtomicBoolean();

  private Tx(
      Handle handle,
      boolean writable,
      BooleanSupplier rolledBack,
      String lockClause,
      @Nullable Gathering gathering) {
    this.handle = handle;
    this.lockClause = lockClause;
    this.gathering = gathering;
    this.numbers = gathering == null ? new HashMap<>() : gathering.numbers();
    this.writable = writable;
    this.rolledBack = rolledBack;
  }

  /**
   * For an engine: a transaction that may write.
   *
   * @param rolledBack whether the engine has ended the transaction by itself
   */
  public static Tx writing(Handle handle, BooleanSupplier rolledBack) {
    return new Tx(handle, true, rolledBack, "", null);
  }

  /**
   * For an engine whose transactions run side by side: one that may write.
   *
   * @param gathering what it shares with others in the same transaction
   */
  public static Tx locking(Handle handle, Gathering gathering) {
    // Weaker than FOR UPDATE: rows that refer to the locked one may be written meanwhile.
    return new Tx(handle, true, () -> false, "\nFOR NO KEY UPDATE", gathering);
  }

  /** For an engine: a transaction that only reads. */
  public static Tx reading(Handle handle) {
    return new Tx(handle, false, () -> false, "", null);
  }

  /** A query with named parameters. */
  public Query query(String sql) {
    return live().createQuery(sql);
  }

  /**
   * A query of rows that this transaction is going to change, or decides by: as they are found, so
   * they stay until it ends, for nobody else changes them meanwhile. In a transaction that only
   * reads it is a {@link #query}. It reads from one table, without grouping.
   */
  public Query queryForUpdate(String sql) {
    return live().createQuery(sql + lockClause);
  }

  /**
   * A query of rows that this transaction takes for its process: those that another one is taking
   * now are left out. Where only one writes at a time there is no other.
   *
   * @param alias of the table whose rows are taken
   */
  public Query queryForClaim(String sql, String alias) {
    String clause = lockClause.isEmpty() ? "" : lockClause + " OF " + alias + " SKIP LOCKED";
    return live().createQuery(sql + clause);
  }

  /**
   * Makes the rows of that query this transaction's until it ends: whoever locks one of them next
   * waits. Does nothing in a transaction that only reads, or where only one writes at a time.
   *
   * @param sql reads from one table; what it asks of others is not locked
   */
  public void lock(String sql, Map<String, ?> parameters) {
    if (!lockClause.isEmpty()) {
      queryForUpdate(sql).bindMap(parameters).mapToMap().list();
    }
  }

  /** A change with named parameters; its row count is the answer to a compare-and-set. */
  public Update update(String sql) {
    return live().createUpdate(sql);
  }

  /**
   * A condition for many rows in one statement: the text is one of those that the parameter holds,
   * with commas between them. A server prepares such a statement once, however many there are.
   *
   * @param text a column, or an expression of columns
   * @param parameter its name
   */
  public String among(String text, String parameter) {
    return (lockClause.isEmpty() ? AMONG_JSON : AMONG_ARRAY).formatted(text, parameter);
  }

  /**
   * Adds rows: at once, or together with others before this transaction's next statement or its
   * end. Then whatever is wrong with them is the whole work's failure. Rows that refer to others
   * are added after them.
   *
   * @param binder binds and adds each row, and executes nothing
   */
  public void append(String insert, Consumer<PreparedBatch> binder) {
    if (gathering == null) {
      PreparedBatch batch = batch(insert);
      binder.accept(batch);
      batch.execute();
    } else {
      requireAlive();
      gathering.add(insert, binder);
    }
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

  /** For an engine: what this transaction has read once and for all, by name. */
  public Map<String, Long> numbers() {
    return numbers;
  }

  /** For an engine: the work has returned. A Tx it let escape can do nothing any more. */
  public void end() {
    over.set(true);
  }

  private Handle live() {
    requireAlive();
    if (gathering != null) {
      gathering.write();
    }
    return handle;
  }

  private void requireAlive() {
    if (over.get() || rolledBack.getAsBoolean()) {
      throw new IllegalStateException("this transaction is over");
    }
  }
}
