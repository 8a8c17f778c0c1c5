package dev.tillgate.gateway.platform.store;

import dev.tillgate.gateway.platform.store.engine.StorePlace;
import dev.tillgate.gateway.platform.store.engine.Stores;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens a real store for a test: SQLite in a directory the test owns, or, with {@code
 * -Dtillgate.test.engine=postgresql}, a PostgreSQL database for each directory.
 */
public final class TestStore {
  /** Far more than a test queues, so that none is refused by accident. */
  public static final int QUEUE_BOUND = 10_000;

  /** A halt no test asked for: the caller of the store sees why, and fails. */
  public static final Halt NO_HALT =
      (reason, cause) -> {
        throw new AssertionError("the store halted: " + reason, cause);
      };

  /** What a test that opens an engine itself needs. */
  public static final StoreOptions OPTIONS =
      new StoreOptions(QUEUE_BOUND, NO_HALT, StoreObserver.NONE);

  private static final Map<Path, String> DATABASES = new ConcurrentHashMap<>();

  private TestStore() {}

  /** Where the store of that directory is. */
  public static StorePlace place(Path directory) {
    return new StorePlace(directory, databaseUrl(directory), false);
  }

  private static Optional<String> databaseUrl(Path directory) {
    return "postgresql".equals(System.getProperty("tillgate.test.engine"))
        ? Optional.of(
            DATABASES.computeIfAbsent(
                directory.toAbsolutePath(), unused -> TestPostgres.migratedDatabase()))
        : Optional.empty();
  }

  /** The store with the production's migrations; close it at the end of the test. */
  public static Database in(Path directory) {
    return in(directory, NO_HALT);
  }

  /** The store with a halt of the test's own. */
  public static Database in(Path directory, Halt halt) {
    return in(directory, new StoreOptions(QUEUE_BOUND, halt, StoreObserver.NONE));
  }

  /** The store with options of the test's own. */
  public static Database in(Path directory, StoreOptions options) {
    return Stores.open(place(directory), options);
  }
}
