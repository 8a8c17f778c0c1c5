package dev.tillgate.gateway.platform.store.sqlite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfoService;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** One SQLite file: how it is opened, what it must answer to its pragmas, and its migrations. */
final class SqliteFile {
  private static final int BUSY_TIMEOUT_MILLIS = 5_000;
  private static final int JOURNAL_SIZE_LIMIT_BYTES = 64 << 20;

  // What a large group changes must fit, or its pages are written before the commit and again at
  // it.
  private static final int WRITER_CACHE_KIBIBYTES = 32 << 10;

  /** What a writing connection must report, or the promises do not hold. */
  private static final Map<String, String> ASSERTED =
      Map.of(
          "journal_mode", "wal",
          "synchronous", "2",
          "foreign_keys", "1",
          "busy_timeout", String.valueOf(BUSY_TIMEOUT_MILLIS),
          "journal_size_limit", String.valueOf(JOURNAL_SIZE_LIMIT_BYTES),
          "trusted_schema", "0");

  /** 16 MiB; a start after a crash reads as much again, in some 20 ms. */
  private static final int CHECKPOINT_PAGES = 4_096;

  private final Path file;
  private final String url;

  SqliteFile(Path file) {
    this.file = file;
    url = "jdbc:sqlite:" + file;
  }

  Path path() {
    return file;
  }

  /** Makes and changes what is missing; whether anything is, one query says without Flyway. */
  void migrate() {
    SQLiteDataSource bare = new SQLiteDataSource();
    bare.setUrl(url);
    try (Handle handle = Jdbi.create(bare).open()) {
      makeShrinkable(handle);
      if (KnownMigrations.shipped().areThoseOf(handle)) {
        return;
      }
    }
    migrations(source(false)).migrate();
  }

  /**
   * Lets a new file shrink. That has to be said before anything else is: with a write-ahead log the
   * file has a first page already, and then it is too late. An older file stays as it is.
   */
  private static void makeShrinkable(Handle handle) {
    handle.execute("PRAGMA auto_vacuum = INCREMENTAL");
    handle.execute("PRAGMA journal_mode = WAL");
  }

  /** How the file's migrations stand against those this program knows; writes nothing. */
  MigrationInfoService schema() {
    return migrations(watching()).info();
  }

  private static Flyway migrations(SQLiteDataSource source) {
    return Flyway.configure()
        .dataSource(source)
        .locations("classpath:" + KnownMigrations.PLACE)
        .loggers("slf4j")
        .load();
  }

  /** A connection for the writer, its pragmas checked one by one. */
  Handle openForWriting() {
    Handle handle = open(false);
    // What a savepoint may have to undo is kept in memory; a group's would go to a file.
    handle.execute("PRAGMA temp_store = MEMORY");
    // Pages that every group changes are moved into the file once for many groups.
    handle.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
    ASSERTED.forEach((pragma, expected) -> assertPragma(handle, pragma, expected));
    return handle;
  }

  Handle openForReading() {
    return open(true);
  }

  /** A connection that cannot write, not even make the file, for a look beside its gateway. */
  Handle openForWatching() {
    return Jdbi.create(watching()).open();
  }

  private SQLiteDataSource watching() {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(url);
    return source;
  }

  private Handle open(boolean queryOnly) {
    Handle handle =
        Jdbi.create(source(queryOnly))
            .setStatementBuilderFactory(unused -> new KeptStatements())
            .open();
    handle.execute("PRAGMA trusted_schema = OFF");
    if (queryOnly) {
      handle.execute("PRAGMA query_only = ON");
      assertPragma(handle, "query_only", "1");
    }
    return handle;
  }

  private static void assertPragma(Handle handle, String pragma, String expected) {
    String actual = handle.createQuery("PRAGMA " + pragma).mapTo(String.class).one();
    if (!actual.equals(expected)) {
      throw new IllegalStateException(
          "SQLite answers %s = %s, not %s: is the data on a network file system?"
              .formatted(pragma, actual, expected));
    }
  }

  private SQLiteDataSource source(boolean queryOnly) {
    SQLiteDataSource source = new SQLiteDataSource(config(queryOnly));
    source.setUrl(url);
    return source;
  }

  private static SQLiteConfig config(boolean queryOnly) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
    config.enforceForeignKeys(true);
    config.setGetGeneratedKeys(false); // Else the driver asks for them after every change.
    if (!queryOnly) {
      config.setJournalSizeLimit(JOURNAL_SIZE_LIMIT_BYTES);
      config.setCacheSize(-WRITER_CACHE_KIBIBYTES); // Negative: not pages.
    }
    return config;
  }

  static Path in(Path directory) {
    return directory.resolve("tillgate.db");
  }

  /** Refuses a directory that holds no store. */
  static void requireIn(Path directory) {
    if (!Files.isRegularFile(in(directory))) {
      throw new IllegalArgumentException("there is no store in " + directory);
    }
  }
}
