package dev.tillgate.gateway.platform.store.sqlite;

import dev.tillgate.gateway.platform.store.DataHeldException;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Futures;
import dev.tillgate.gateway.platform.store.HookRunner;
import dev.tillgate.gateway.platform.store.StoreOptions;
import dev.tillgate.gateway.platform.store.UnitOfWork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The default engine: one SQLite file in WAL mode with {@code synchronous=FULL}, one writer thread
 * that commits in groups, two readers. Holds an operating-system lock on its directory while open.
 */
public final class SqliteDatabase implements Database {
  private static final int READERS = 2;

  private final DataLock lock;
  private final Handle writing;
  private final HookRunner hooks = new HookRunner();
  private final Writer writer;
  private final Readers readers;
  private final SqliteSpace space;

  private SqliteDatabase(DataLock lock, SqliteFile file, StoreOptions options) {
    this.lock = lock;
    writing = file.openForWriting();
    space = new SqliteSpace(file.path());
    writer =
        new Writer(
            options.queueBound(),
            new GroupCommit(writing, hooks::run, options.nanos()),
            options.halt(),
            options.observer());
    readers = new Readers(Stream.generate(file::openForReading).limit(READERS).toList());
  }

  /**
   * Opens the store in the directory, making and migrating it as needed.
   *
   * @throws DataHeldException when another process has it open
   */
  public static SqliteDatabase open(Path directory, StoreOptions options) {
    makeDirectory(directory);
    DataLock lock = DataLock.take(directory);
    try {
      SqliteFile file = new SqliteFile(SqliteFile.in(directory));
      file.migrate();
      SqliteDatabase database = new SqliteDatabase(lock, file, options);
      database.writer.start();
      database.read(database.space::report);
      return database;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  @Override
  public <T extends @Nullable Object> T write(Work<T> work) {
    return Futures.await(submit(work));
  }

  @Override
  public <T extends @Nullable Object> CompletableFuture<T> submit(Work<T> work) {
    refuseNesting();
    return writer.submit(new UnitOfWork<>(work));
  }

  /** {@link #submit}, before all that is not submitted so. */
  <T extends @Nullable Object> CompletableFuture<T> submitPromptly(Work<T> work) {
    refuseNesting();
    return writer.submit(new UnitOfWork<>(work, true));
  }

  @Override
  public Database forCallbacks() {
    return new PromptDatabase(this);
  }

  @Override
  public <T extends @Nullable Object> T read(Work<T> work) {
    refuseNesting();
    return Futures.await(readers.submit(work));
  }

  @Override
  public int queueDepth() {
    return writer.depth();
  }

  @Override
  public int queueBound() {
    return writer.bound();
  }

  @Override
  public Size size() {
    return read(space::size);
  }

  @Override
  public boolean tidy() {
    return read(space::isWorthTidying) && write(space::giveBackSome);
  }

  /** The order matters: what is queued is committed, its hooks run, then the file is let go. */
  @Override
  public void close() {
    try {
      writer.close();
      hooks.close();
      readers.close();
      writing.close();
      lock.close();
    } catch (InterruptedException e) {
      // The writer may still be at work, so its file and its lock stay held until the process ends.
      Thread.currentThread().interrupt();
    }
  }

  private void refuseNesting() {
    if (writer.isCurrentThread() || readers.isCurrentThread() || hooks.isCurrentThread()) {
      throw new IllegalStateException(
          "the store was called from inside a transaction or a commit hook");
    }
  }

  private static void makeDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the data directory " + directory, e);
    }
  }
}
