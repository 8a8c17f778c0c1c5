package dev.tillgate.gateway.platform.store.sqlite;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.KnownSchema;
import dev.tillgate.gateway.platform.store.Snapshot;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.Tx;
import java.nio.file.Path;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * A store read from beside it, whether a gateway runs on it or not: no lock on the data is taken
 * and nothing is written. Each read sees the store as it was at one moment.
 */
public final class SqliteSnapshot implements Snapshot {
  private final Path directory;
  private final SqliteFile file;

  private SqliteSnapshot(Path directory) {
    this.directory = directory;
    this.file = new SqliteFile(SqliteFile.in(directory));
  }

  /**
   * The store in that directory.
   *
   * @throws IllegalArgumentException saying why there is none that this program can read
   * @throws StoreUnavailableException when its file cannot be read
   */
  public static SqliteSnapshot in(Path directory) {
    SqliteFile.requireIn(directory);
    SqliteSnapshot snapshot = new SqliteSnapshot(directory);
    snapshot.requireKnownSchema();
    return snapshot;
  }

  @Override
  public <T extends @Nullable Object> T read(Database.Work<T> work) {
    try (Handle handle = file.openForWatching()) {
      handle.execute("BEGIN");
      Tx tx = Tx.reading(handle);
      try {
        return work.in(tx);
      } finally {
        tx.end();
        handle.execute("ROLLBACK");
      }
    } catch (JdbiException e) {
      throw unreadable(e);
    }
  }

  private void requireKnownSchema() {
    try {
      KnownSchema.require(file.schema(), "the store in " + directory);
    } catch (FlywayException e) {
      throw unreadable(e);
    }
  }

  private StoreUnavailableException unreadable(RuntimeException e) {
    String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    return new StoreUnavailableException(
        "the store in " + directory + " cannot be read: " + reason, e);
  }
}
