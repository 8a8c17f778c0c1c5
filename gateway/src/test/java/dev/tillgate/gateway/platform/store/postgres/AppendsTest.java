package dev.tillgate.gateway.platform.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.StoreObserver;
import dev.tillgate.gateway.platform.store.StoreOptions;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.TestPostgres;
import dev.tillgate.gateway.platform.store.TestStore;
import dev.tillgate.gateway.platform.store.Tx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work that only adds rows: what waits shares a transaction, and its rows a statement. */
@Timeout(60)
class AppendsTest {
  private static final String NOTE = "INSERT INTO notes (text) VALUES (:text)";
  private static final String REMARK = "INSERT INTO remarks (text, on_note) VALUES (:text, :text)";

  private final List<String> hooked = Collections.synchronizedList(new ArrayList<>());
  private final List<String> undone = Collections.synchronizedList(new ArrayList<>());
  private CommitCutter cutter;
  private Database database;
  private Database appends;

  @BeforeEach
  void open() throws IOException {
    cutter = CommitCutter.before(TestPostgres.migratedDatabase());
    database =
        PostgresDatabase.open(
            cutter.url(), true, new StoreOptions(20, TestStore.NO_HALT, StoreObserver.NONE));
    database.change(tx -> tx.update("CREATE TABLE notes (text TEXT PRIMARY KEY)").execute());
    database.change(tx ->
        tx.update("CREATE TABLE remarks (text TEXT, on_note TEXT REFERENCES notes)").execute());
    appends = database.forAppends();
  }

  @AfterEach
  void close() throws IOException {
    database.close();
    cutter.close();
  }

  @Test
  void thoseThatWaitShareATransaction() {
    List<CompletableFuture<String>> waiting =
        whileBusy(AppendsTest::transaction, AppendsTest::transaction, AppendsTest::transaction);

    assertThat(waiting.stream().map(CompletableFuture::join).distinct()).hasSize(1);
  }

  @Test
  void oneThatFailsUndoesOnlyItself() {
    List<CompletableFuture<String>> waiting =
        whileBusy(tx -> note(tx, "a"), AppendsTest::refuse, tx -> note(tx, "c"));

    assertThat(waiting.get(0).join()).isEqualTo("a");
    assertThatThrownBy(waiting.get(1)::join).hasRootCauseMessage("no");
    assertThat(waiting.get(2).join()).isEqualTo("c");
    assertThat(notes()).containsExactly("a", "c");
    database.close();
    assertThat(undone).as("its first run's").containsExactly("a");
    assertThat(hooked).containsExactly("a", "c");
  }

  @Test
  void aRowThatCannotBeAddedFailsItsWorkAlone() {
    String unused = appends.write(tx -> note(tx, "there already"));

    List<CompletableFuture<String>> waiting =
        whileBusy(tx -> note(tx, "a"), tx -> note(tx, "there already"), tx -> note(tx, "c"));

    assertThat(waiting.get(0).join()).isEqualTo("a");
    assertThat(waiting.get(1)).isCompletedExceptionally();
    assertThat(waiting.get(2).join()).isEqualTo("c");
    assertThat(notes()).containsExactly("a", "c", "there already");
  }

  @Test
  void oneTheServerCannotTakeIsRefusedAlone() {
    List<CompletableFuture<String>> waiting =
        whileBusy(tx -> note(tx, "a"), AppendsTest::fillTheDisk, tx -> note(tx, "c"));

    assertThatThrownBy(waiting.get(1)::join).hasCauseInstanceOf(StoreUnavailableException.class);
    assertThat(notes()).containsExactly("a", "c");
  }

  @Test
  void aGroupWhoseCommitNeverArrivedIsToldAsNotDone() {
    List<CompletableFuture<String>> waiting =
        whileBusy(cutter::loseTheNextCommit, List.of(tx -> note(tx, "a"), tx -> note(tx, "b")));

    assertThat(waiting)
        .allSatisfy(unit ->
            assertThatThrownBy(unit::join).hasCauseInstanceOf(StoreUnavailableException.class));
    assertThat(notes()).isEmpty();
    assertThat(undone).containsExactly("a", "b");
    assertThat(hooked).isEmpty();
  }

  @Test
  void aGroupWhoseCommitWasDoneBeforeItsAnswerWasLostIsDoneOnce() {
    List<CompletableFuture<String>> waiting =
        whileBusy(
            cutter::loseTheAnswerToTheNextCommit,
            List.of(tx -> note(tx, "a"), tx -> note(tx, "b")));

    assertThat(waiting.stream().map(CompletableFuture::join)).containsExactly("a", "b");
    assertThat(notes()).containsExactly("a", "b");
    database.close();
    assertThat(hooked).containsExactly("a", "b");
    assertThat(undone).isEmpty();
  }

  @Test
  void whatWasAddedIsSeenByTheNextStatement() {
    int seen =
        appends.write(tx -> {
          String unused = note(tx, "mine");
          return tx.query("SELECT count(*) FROM notes").mapTo(Integer.class).one();
        });

    assertThat(seen).isEqualTo(1);
  }

  @Test
  void whatRefersToAnAddedRowIsAddedAfterItHoweverTheyAreGathered() {
    database.change(tx -> {
      add(tx, NOTE, "first");
      tx.query("SELECT 1").mapTo(Integer.class).one(); // The note goes, its remark comes later.
      add(tx, REMARK, "first");
      add(tx, NOTE, "second");
      add(tx, REMARK, "second");
    });

    assertThat(notes()).containsExactly("first", "second");
  }

  @Test
  void nothingIsAddedByATransactionThatIsOver() {
    Tx over = appends.write(tx -> tx);

    assertThatThrownBy(() -> add(over, NOTE, "late")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void writersThatAreAllBusyDoNotKeepItWaiting() {
    CountDownLatch go = new CountDownLatch(1);
    List<CompletableFuture<Boolean>> busy =
        Stream.generate(() -> database.submit(tx -> await(go)))
            .limit(PostgresDatabase.WRITERS)
            .toList();

    assertThat(appends.<String>write(tx -> note(tx, "a"))).isEqualTo("a");

    assertThat(busy).noneMatch(CompletableFuture::isDone);
    go.countDown();
  }

  @SafeVarargs
  private List<CompletableFuture<String>> whileBusy(Database.Work<String>... units) {
    return whileBusy(() -> {}, List.of(units));
  }

  /** Hands them in while the one that appends is at work, and then frees it. */
  private List<CompletableFuture<String>> whileBusy(
      Runnable beforeTheirCommit, List<Database.Work<String>> units) {
    Busy before = new Busy();
    CountDownLatch gate = new CountDownLatch(1);
    List<CompletableFuture<String>> waiting =
        units.stream().map(unit -> appends.submit(tx -> await(gate) ? unit.in(tx) : "")).toList();
    before.free();
    beforeTheirCommit.run();
    gate.countDown();
    waiting.forEach(unit -> unit.exceptionally(failure -> "").join());
    return waiting;
  }

  /** The one that appends, at work until it is freed. */
  private final class Busy {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final CompletableFuture<Boolean> unit =
        appends.submit(tx -> {
          begun.countDown();
          return await(go);
        });

    Busy() {
      boolean unused = await(begun);
    }

    void free() {
      go.countDown();
      boolean unused = unit.join();
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String transaction(Tx tx) {
    return tx.query("SELECT pg_current_xact_id()::text").mapTo(String.class).one();
  }

  private static String refuse(Tx tx) {
    throw new IllegalArgumentException("no");
  }

  private static String fillTheDisk(Tx tx) {
    return "" + tx.update("DO 'BEGIN RAISE SQLSTATE ''53100''; END'").execute();
  }

  private String note(Tx tx, String text) {
    tx.afterCommit(() -> hooked.add(text));
    tx.onRollback(() -> undone.add(text));
    add(tx, NOTE, text);
    return text;
  }

  private static void add(Tx tx, String insert, String text) {
    tx.append(insert, row -> row.bind("text", text).add());
  }

  private List<String> notes() {
    return database.read(
        tx -> tx.query("SELECT text FROM notes ORDER BY text").mapTo(String.class).list());
  }
}
