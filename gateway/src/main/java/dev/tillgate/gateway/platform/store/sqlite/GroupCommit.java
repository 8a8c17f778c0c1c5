package dev.tillgate.gateway.platform.store.sqlite;

import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.platform.store.UnitOfWork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Commits a group of units of work with one flush, all told only after the {@code COMMIT}. One that
 * fails undoes only itself: then the group runs again, each in its own savepoint. Used by one
 * thread.
 */
final class GroupCommit {
  // Failures come in swarms, as when a product is sold out; then running twice would cost more.
  private static final int CAREFUL_GROUPS = 32;

  // Some flushes' worth of work; whoever comes next, such as a callback, waits no longer for it.
  private static final long LONGEST_NANOS = 10_000_000;

  private final Handle handle;
  private final RollbackWatch watch;
  private final Consumer<List<Runnable>> hooks;
  private final LongSupplier nanos;
  private final AtomicInteger careful = new AtomicInteger();

  /**
   * @param nanos a clock that nobody sets
   */
  GroupCommit(Handle handle, Consumer<List<Runnable>> hooks, LongSupplier nanos) {
    this.handle = handle;
    this.watch = RollbackWatch.on(handle);
    this.hooks = hooks;
    this.nanos = nanos;
  }

  /**
   * Runs and commits the group, or as much of it as there is time for; every unit but those has
   * been told when this returns.
   *
   * @return those at its end whose turn did not come; they go into the next
   * @throws IllegalStateException when nobody can say what is on disk; whom it did not tell is for
   *     the caller to tell
   */
  List<UnitOfWork<?>> run(List<UnitOfWork<?>> group) {
    watch.reset();
    if (!passes("BEGIN IMMEDIATE", group)) {
      return List.of();
    }
    boolean carefully = careful.get() > 0;
    long begunNanos = nanos.getAsLong();
    int run = 0;
    do {
      UnitOfWork<?> unit = group.get(run++);
      if (!(carefully ? runInSavepoint(unit) : runPlainly(unit))) {
        return startAgain(unit, group, carefully);
      }
    } while (run < group.size() && nanos.getAsLong() - begunNanos < LONGEST_NANOS);
    commit(List.copyOf(group.subList(0, run)));
    return List.copyOf(group.subList(run, group.size()));
  }

  private void commit(List<UnitOfWork<?>> group) {
    if (passes("COMMIT", group)) {
      careful.updateAndGet(left -> Math.max(0, left - 1));
      hooks.accept(group.stream().flatMap(unit -> unit.hooks().stream()).toList());
      group.forEach(UnitOfWork::complete);
    }
  }

  /** False when it failed, and what it did cannot be told from what the others did. */
  private boolean runPlainly(UnitOfWork<?> unit) {
    if (unit.run(Tx.writing(handle, watch::rolledBack)) && watch.rolledBack()) {
      unit.failed(new IllegalStateException("SQLite has rolled back, and the work kept quiet"));
      return false;
    }
    return unit.failure() == null;
  }

  private List<UnitOfWork<?>> startAgain(
      UnitOfWork<?> failed, List<UnitOfWork<?>> group, boolean carefully) {
    if (carefully || watch.rolledBack() || !isItsOwn(failed)) {
      startAgainWithout(failed, group);
      return List.of();
    }
    rollBack(group);
    if (group.size() == 1) {
      failed.complete();
      return List.of();
    }
    careful.set(CAREFUL_GROUPS);
    return run(group);
  }

  private static boolean isItsOwn(UnitOfWork<?> failed) {
    return SqliteError.of(failed.failure()) == SqliteError.STATEMENT;
  }

  /** False when the group was refused because this step failed without leaving a trace. */
  private boolean passes(String step, List<UnitOfWork<?>> group) {
    try {
      handle.execute(step);
      return true;
    } catch (JdbiException e) {
      return switch (SqliteError.of(e)) {
        case BUSY, GROUP_OVER -> {
          rollBack(group);
          refuse(group, e);
          yield false;
        }
        // Neither step can fail for a reason of its own, so STATEMENT is as unexplained as FATAL.
        case STATEMENT, FATAL ->
            throw new IllegalStateException("the outcome of a " + step + " is unknown", e);
      };
    }
  }

  /** False when the whole group is over: SQLite has rolled it back, or must be made to. */
  private boolean runInSavepoint(UnitOfWork<?> unit) {
    try {
      handle.execute("SAVEPOINT unit");
      if (!unit.run(Tx.writing(handle, watch::rolledBack))) {
        if (!isItsOwn(unit)) {
          return false;
        }
        handle.execute("ROLLBACK TO unit");
        unit.rolledBack();
      }
      // Fails too when SQLite rolled back and the work kept quiet about it.
      handle.execute("RELEASE unit");
      return true;
    } catch (JdbiException e) {
      unit.failed(e);
      return false;
    }
  }

  /**
   * The unit that met a full disk or worse ends as refused. The others did nothing wrong and run
   * again, each by itself: in one group the next one to fail would undo them all once more.
   */
  private void startAgainWithout(UnitOfWork<?> culprit, List<UnitOfWork<?>> group) {
    @Nullable Throwable failure = culprit.failure();
    rollBack(group);
    if (SqliteError.of(failure) == SqliteError.FATAL) {
      throw new IllegalStateException("the store failed while writing", failure);
    }
    refuse(List.of(culprit), failure);
    List<UnitOfWork<?>> others = new ArrayList<>(group);
    others.remove(culprit);
    others.forEach(unit -> run(List.of(unit)));
  }

  private static void refuse(List<UnitOfWork<?>> group, @Nullable Throwable cause) {
    for (UnitOfWork<?> unit : group) {
      unit.failed(new StoreUnavailableException("the store cannot take this now", cause));
      unit.complete();
    }
  }

  private void rollBack(List<UnitOfWork<?>> group) {
    try {
      handle.execute("ROLLBACK");
    } catch (JdbiException alreadyRolledBack) {
      // SQLite did it by itself; were one still open, the next BEGIN would fail and halt.
    }
    group.forEach(UnitOfWork::rolledBack);
  }
}
