package dev.tillgate.gateway.platform.store;

import dev.tillgate.gateway.platform.store.engine.StorePlace;
import dev.tillgate.gateway.platform.store.engine.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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

  /** Where the store of that directory is; one that is new has the production's schema. */
  public static StorePlace place(Path directory) {
    Optional<String> url = databaseUrl(directory);
    if (url.isEmpty()) {
      Template.copyTo(directory);
    }
    return new StorePlace(directory, url, false);
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

  /** A migrated SQLite file: sooner copied than made again for each test. */
  private static final class Template {
    private static final String NAME = "tillgate.db";
    private static final byte[] BYTES = migrated();

    private static byte[] migrated() {
      try {
        Path directory = TestDisk.make("tillgate-template-");
        Stores.open(new StorePlace(directory, Optional.empty(), false), OPTIONS).close();
        byte[] bytes = Files.readAllBytes(directory.resolve(NAME));
        TestDisk.delete(directory);
        return bytes;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void copyTo(Path directory) {
      Path file = directory.resolve(NAME);
      if (Files.exists(file)) {
        return;
      }
      try {
        Files.createDirectories(directory);
        Files.write(file, BYTES);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
