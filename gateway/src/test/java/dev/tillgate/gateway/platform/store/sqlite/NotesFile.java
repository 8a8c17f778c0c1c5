package dev.tillgate.gateway.platform.store.sqlite;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.platform.store.UnitOfWork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A real file with a table of notes, which groups write to on one thread and another reads. */
abstract class NotesFile {
  @TempDir private Path directory;

  Handle real;
  FaultyConnection connection;
  GroupCommit commit;
  final List<Runnable> hooks = new ArrayList<>();
  final AtomicLong nanos = new AtomicLong();
  private Handle reader;

  @BeforeEach
  void openTheFile() {
    SqliteFile file = new SqliteFile(SqliteFile.in(directory));
    real = file.openForWriting();
    real.execute("CREATE TABLE notes (text TEXT NOT NULL) STRICT");
    reader = file.openForReading();
    connection = new FaultyConnection(real);
    commit = new GroupCommit(connection.open(), hooks::addAll, nanos::get);
  }

  @AfterEach
  void closeTheFile() {
    reader.close();
    real.close();
  }

  /** What others can see. */
  List<String> notes() {
    return reader.createQuery("SELECT text FROM notes ORDER BY rowid").mapTo(String.class).list();
  }

  static UnitOfWork<Integer> note(String text) {
    return new UnitOfWork<>(tx -> insert(tx, text));
  }

  static int insert(Tx tx, String text) {
    return tx.update("INSERT INTO notes VALUES (:text)").bind("text", text).execute();
  }

  static void assertRefused(CompletableFuture<?> caller) {
    assertThatThrownBy(caller::join).hasCauseInstanceOf(StoreUnavailableException.class);
  }
}
