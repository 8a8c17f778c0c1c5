package dev.tillgate.gateway.platform.store.sqlite;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;

/**
 * Sees when SQLite ends a transaction by itself, as it may on a full disk. Statements after that
 * would each commit alone, so a unit of work that swallowed the error must not get to run one. Used
 * by the writer's thread only.
 */
final class RollbackWatch implements SQLiteCommitListener {
  private final AtomicBoolean rolledBack = new AtomicBoolean();

  private RollbackWatch() {}

  static RollbackWatch on(Handle handle) {
    RollbackWatch watch = new RollbackWatch();
    try {
      handle.getConnection().unwrap(SQLiteConnection.class).addCommitListener(watch);
    } catch (SQLException e) {
      throw new IllegalStateException("the store's connection is not SQLite's", e);
    }
    return watch;
  }

  void reset() {
    rolledBack.set(false);
  }

  boolean rolledBack() {
    return rolledBack.get();
  }

  @Override
  public void onCommit() {
    // Not of interest: COMMIT itself says how it went.
  }

  @Override
  public void onRollback() {
    rolledBack.set(true);
  }
}
