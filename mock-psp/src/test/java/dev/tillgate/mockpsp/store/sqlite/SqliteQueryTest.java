package dev.tillgate.mockpsp.store.sqlite;

import dev.tillgate.mockpsp.store.Database;
import dev.tillgate.mockpsp.store.QueryContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What is found in a file. */
class SqliteQueryTest extends QueryContract {
  @TempDir Path directory;

  @Override
  protected Database open() {
    return SqliteDatabase.in(directory);
  }
}
