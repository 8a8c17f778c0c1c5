package dev.tillgate.gateway.platform.store;

import dev.tillgate.gateway.platform.store.sqlite.SqliteDatabase;
import java.nio.file.Path;

/** Opens the real SQLite store for a test, in a directory the test owns. */
public final class TestStore {
  /** Far more than a test queues, so that none is refused by accident. */
  public static final int QUEUE_BOUND = 10_000;

  /** A halt no test asked for: the caller of the store sees why, and fails. */
  public static final Halt NO_HALT =
      (reason, cause) -> {
        throw new AssertionError("the store halted: " + reason, cause);
      };

  private TestStore() {}

  /** The store with the production's migrations; close it at the end of the test. */
  public static SqliteDatabase in(Path directory) {
    return in(directory, NO_HALT);
  }

  /** The store with a halt of the test's own. */
  public static SqliteDatabase in(Path directory, Halt halt) {
    return in(directory, new SqliteDatabase.Options(QUEUE_BOUND, halt, StoreObserver.NONE));
  }

  /** The store with options of the test's own. */
  public static SqliteDatabase in(Path directory, SqliteDatabase.Options options) {
    return SqliteDatabase.open(directory, options);
  }
}
