package dev.tillgate.gateway.platform.store.sqlite;

import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.platform.store.UnitOfWork;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Commits a group of units of work with one flush: each in its own savepoint, so that one that
 * fails undoes only itself, all told only after the {@code COMMIT}. Used by one thread.
 */
final class GroupCommit {
  private final Handle handle;
  private final RollbackWatch watch;
  private final Consumer<List<Runnable>> hooks;

  GroupCommit(Handle handle, Consumer<List<Runnable>> hooks) {
    this.handle = handle;
    this.watch = RollbackWatch.on(handle);
    this.hooks = hooks;
  }

  /**
   * Runs and commits the group; every unit has been told when this returns.
   *
   * @throws IllegalStateException when nobody can say what is on disk; whom it did not tell is for
   *     the caller to tell
   */
  void run(List<UnitOfWork<?>> group) {
    watch.reset();
    if (!passes("BEGIN IMMEDIATE", group)) {
      return;
    }
    for (UnitOfWork<?> unit : group) {
      if (!runInSavepoint(unit)) {
        startAgainWithout(unit, group);
        return;
      }
    }
    if (passes("COMMIT", group)) {
      hooks.accept(group.stream().flatMap(unit -> unit.hooks().stream()).toList());
      group.forEach(UnitOfWork::complete);
    }
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
        if (SqliteError.of(unit.failure()) != SqliteError.STATEMENT) {
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
