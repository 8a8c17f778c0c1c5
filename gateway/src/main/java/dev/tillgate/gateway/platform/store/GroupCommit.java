package dev.tillgate.gateway.platform.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * Commits a group of units of work with one flush: each in its own savepoint, so that one that
 * fails undoes only itself, all told only after the {@code COMMIT}. Used by one thread.
 */
final class GroupCommit {
  private final Handle handle;
  private final Halt halt;
  private final Consumer<List<Runnable>> hooks;

  GroupCommit(Handle handle, Halt halt, Consumer<List<Runnable>> hooks) {
    this.handle = handle;
    this.halt = halt;
    this.hooks = hooks;
  }

  /** Runs and commits the group; every unit has been told when this returns. */
  void run(List<UnitOfWork<?>> group) {
    try {
      execute("BEGIN IMMEDIATE");
    } catch (JdbiException e) {
      refuse(group, e);
      return;
    }
    for (UnitOfWork<?> unit : group) {
      if (!runInSavepoint(unit)) {
        startAgainWithout(unit, group);
        return;
      }
    }
    if (commit(group)) {
      hooks.accept(group.stream().flatMap(unit -> unit.hooks().stream()).toList());
      group.forEach(UnitOfWork::complete);
    }
  }

  /** False when the whole group is over: SQLite has rolled it back, or must be made to. */
  private boolean runInSavepoint(UnitOfWork<?> unit) {
    try {
      execute("SAVEPOINT unit");
      if (!unit.run(handle)) {
        if (SqliteError.of(unit.failure()) != SqliteError.STATEMENT) {
          return false;
        }
        execute("ROLLBACK TO unit");
        unit.rolledBack();
      }
      execute("RELEASE unit");
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
    Throwable failure = culprit.failure();
    rollBack(group);
    if (failure != null && SqliteError.of(failure) == SqliteError.FATAL) {
      halt.now("the store failed while writing", failure);
    }
    refuse(List.of(culprit), failure);
    List<UnitOfWork<?>> others = new ArrayList<>(group);
    others.remove(culprit);
    others.forEach(unit -> run(List.of(unit)));
  }

  private boolean commit(List<UnitOfWork<?>> group) {
    try {
      execute("COMMIT");
      return true;
    } catch (JdbiException e) {
      if (SqliteError.of(e) == SqliteError.FATAL || SqliteError.of(e) == SqliteError.STATEMENT) {
        halt.now("the outcome of a commit is unknown", e);
      }
      rollBack(group);
      refuse(group, e);
      return false;
    }
  }

  private static void refuse(
      List<UnitOfWork<?>> group, @org.jspecify.annotations.Nullable Throwable cause) {
    for (UnitOfWork<?> unit : group) {
      unit.failed(new StoreUnavailableException("the store cannot take this now", cause));
      unit.complete();
    }
  }

  private void rollBack(List<UnitOfWork<?>> group) {
    try {
      execute("ROLLBACK");
    } catch (JdbiException alreadyRolledBack) {
      // SQLite did it by itself; there is no transaction left to end.
    }
    group.forEach(UnitOfWork::rolledBack);
  }

  private void execute(String sql) {
    handle.execute(sql);
  }
}
