package dev.tillgate.gateway.platform.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.platform.store.UnitOfWork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteErrorCode;

/** Groups of units on a real file, one thread, with failures put where they hurt. */
class GroupCommitTest {
  @TempDir private Path directory;

  private Handle real;
  private Handle reader;
  private FaultyConnection connection;
  private GroupCommit commit;
  private final List<Runnable> hooks = new ArrayList<>();

  @BeforeEach
  void openTheFile() {
    SqliteFile file = new SqliteFile(SqliteFile.in(directory));
    real = file.openForWriting();
    real.execute("CREATE TABLE notes (text TEXT NOT NULL) STRICT");
    reader = file.openForReading();
    connection = new FaultyConnection(real);
    commit = new GroupCommit(connection.open(), hooks::addAll);
  }

  @AfterEach
  void closeTheFile() {
    reader.close();
    real.close();
  }

  @Test
  void aUnitThatThrowsUndoesOnlyItself() {
    UnitOfWork<?> before = note("before");
    UnitOfWork<?> failing =
        new UnitOfWork<>(tx -> {
          insert(tx, "undone");
          throw new IllegalArgumentException("no");
        });
    UnitOfWork<?> after = note("after");

    commit.run(List.of(before, failing, after));

    assertThat(notes()).containsExactly("before", "after");
    assertThat(before.caller()).isCompleted();
    assertThat(after.caller()).isCompleted();
    assertThatThrownBy(failing.caller()::join).hasCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aStatementThatBreaksAConstraintUndoesOnlyItsUnit() {
    UnitOfWork<?> failing =
        new UnitOfWork<>(tx -> tx.update("INSERT INTO notes VALUES (NULL)").execute());

    commit.run(List.of(note("before"), failing, note("after")));

    assertThat(notes()).containsExactly("before", "after");
    assertThatThrownBy(failing.caller()::join).hasCauseInstanceOf(JdbiException.class);
  }

  @Test
  void evenACheckedExceptionIsOnlyItsCallers() {
    UnitOfWork<?> failing =
        new UnitOfWork<>(tx -> {
          throw GroupCommitTest.<RuntimeException>sneaky(new java.io.IOException("no"));
        });

    commit.run(List.of(failing, note("after")));

    assertThat(notes()).containsExactly("after");
    assertThatThrownBy(failing.caller()::join).hasCauseInstanceOf(java.io.IOException.class);
  }

  @Test
  void callersAreToldOnlyOnceTheirRowsCanBeSeenByOthers() {
    List<List<String>> seenAtCompletion = new ArrayList<>();
    UnitOfWork<?> first = note("first");
    var unused = first.caller().thenRun(() -> seenAtCompletion.add(notes()));

    commit.run(List.of(first, note("second")));

    assertThat(seenAtCompletion).containsExactly(List.of("first", "second"));
  }

  @Test
  void hooksAreHandedOverAfterTheCommitAndBeforeTheCallersAreTold() {
    List<String> story = new ArrayList<>();
    GroupCommit telling = new GroupCommit(real, given -> story.add("hooks, rows " + notes()));
    UnitOfWork<?> unit = note("one");
    var unused = unit.caller().thenRun(() -> story.add("caller"));

    telling.run(List.of(unit));

    assertThat(story).containsExactly("hooks, rows [one]", "caller");
  }

  @Test
  void aUnitThatMeetsAFullDiskIsRefusedAndTheOthersAreWritten() {
    fillUp();
    UnitOfWork<?> tooLarge = note("x".repeat(100_000));

    commit.run(List.of(note("before"), tooLarge, note("after")));

    assertThat(notes()).containsExactly("before", "after");
    assertRefused(tooLarge.caller());
  }

  @Test
  void twoUnitsThatMeetAFullDiskAreBothRefused() {
    fillUp();
    UnitOfWork<?> first = note("x".repeat(100_000));
    UnitOfWork<?> second = note("y".repeat(100_000));

    commit.run(List.of(first, note("small"), second));

    assertThat(notes()).containsExactly("small");
    assertRefused(first.caller());
    assertRefused(second.caller());
  }

  @Test
  void aUnitThatHushesUpAFullDiskWritesNothingBehindTheGroupsBack() {
    fillUp();
    UnitOfWork<?> hushing =
        new UnitOfWork<>(tx -> {
          hushUp(() -> insert(tx, "x".repeat(100_000)));
          hushUp(() -> insert(tx, "committed on its own"));
          return true;
        });

    commit.run(List.of(note("before"), hushing, note("after")));

    assertThat(notes()).containsExactly("before", "after");
    assertRefused(hushing.caller());
  }

  @Test
  void whoeverIsNotAloneRunsAgainForAnothersFailureAndAfterThatNobodyDoesForAWhile() {
    AtomicInteger runs = new AtomicInteger();
    for (int i = 0; i < 3; i++) {
      UnitOfWork<Integer> neighbour =
          new UnitOfWork<>(tx -> insert(tx, "n" + runs.incrementAndGet()));

      commit.run(List.of(neighbour, failing()));

      assertThat(neighbour.caller()).isCompletedWithValue(1);
    }

    assertThat(notes()).containsExactly("n2", "n3", "n4");
  }

  @Test
  void whoeverFailsAloneRunsOnce() {
    AtomicInteger runs = new AtomicInteger();
    UnitOfWork<?> alone =
        new UnitOfWork<>(tx -> {
          throw new IllegalArgumentException("run " + runs.incrementAndGet());
        });

    commit.run(List.of(alone));

    assertThatThrownBy(alone.caller()::join).hasRootCauseMessage("run 1");
    assertThat(runs).hasValue(1);
  }

  @Test
  void aUnitThatRunsAgainStartsAfresh() {
    AtomicInteger runs = new AtomicInteger();
    UnitOfWork<Integer> again =
        new UnitOfWork<>(tx -> {
          tx.afterCommit(runs::get);
          insert(tx, "again");
          return runs.incrementAndGet();
        });
    fillUp();

    commit.run(List.of(again, note("x".repeat(100_000))));

    assertThat(again.caller()).isCompletedWithValue(2);
    assertThat(notes()).containsExactly("again");
    assertThat(hooks).hasSize(1);
  }

  @Test
  void aUnitThatFailsOnlyTheFirstTimeSucceedsTheSecondTime() {
    AtomicInteger runs = new AtomicInteger();
    UnitOfWork<Integer> moody =
        new UnitOfWork<>(tx -> {
          if (runs.incrementAndGet() == 1) {
            throw new IllegalStateException("not the first time");
          }
          return insert(tx, "second time");
        });
    fillUp();

    commit.run(List.of(moody, note("x".repeat(100_000))));

    assertThat(moody.caller()).isCompletedWithValue(1);
  }

  @Test
  void aUnitThatFailsOnlyTheSecondTimeLeavesNoHook() {
    AtomicInteger runs = new AtomicInteger();
    UnitOfWork<Integer> moody =
        new UnitOfWork<>(tx -> {
          tx.afterCommit(() -> {});
          if (runs.incrementAndGet() == 2) {
            throw new IllegalStateException("not the second time");
          }
          return insert(tx, "first time");
        });
    fillUp();

    commit.run(List.of(moody, note("x".repeat(100_000))));

    assertThat(moody.caller()).isCompletedExceptionally();
    assertThat(hooks).isEmpty();
    assertThat(notes()).isEmpty();
  }

  @Test
  void aFullDiskAtTheCommitRefusesTheGroupAndTheNextOneIsWritten() {
    connection.failAt("COMMIT", SQLiteErrorCode.SQLITE_FULL);
    UnitOfWork<?> refused = note("refused");

    commit.run(List.of(refused));
    commit.run(List.of(note("next")));

    assertRefused(refused.caller());
    assertThat(notes()).containsExactly("next");
  }

  @Test
  void aCommitOfUnknownOutcomeTellsNobodyAndEndsTheWriting() {
    connection.failAfter("COMMIT", SQLiteErrorCode.SQLITE_IOERR_FSYNC);
    UnitOfWork<?> unit = note("on disk all the same");

    assertThatThrownBy(() -> commit.run(List.of(unit)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("unknown");

    assertThat(unit.caller()).isNotDone();
    assertThat(hooks).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = SQLiteErrorCode.class,
      names = {"SQLITE_CONSTRAINT", "SQLITE_READONLY", "SQLITE_CORRUPT", "SQLITE_ERROR"})
  void aCommitThatFailsInAnyOtherWayEndsTheWritingToo(SQLiteErrorCode code) {
    connection.failAt("COMMIT", code);

    assertThatThrownBy(() -> commit.run(List.of(note("x"))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aFileHeldBySomeoneElseRefusesTheGroup() {
    connection.failAt("BEGIN IMMEDIATE", SQLiteErrorCode.SQLITE_BUSY);
    UnitOfWork<?> refused = note("refused");

    commit.run(List.of(refused));
    commit.run(List.of(note("next")));

    assertRefused(refused.caller());
    assertThat(notes()).containsExactly("next");
  }

  @Test
  void aGroupThatCannotBeBegunBecauseTheLastOneIsStillOpenEndsTheWriting() {
    real.execute("BEGIN IMMEDIATE");

    assertThatThrownBy(() -> commit.run(List.of(note("x"))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aCorruptFileEndsTheWritingAndTheGroupIsRolledBack() {
    UnitOfWork<?> unit = note("never");
    connection.failAt("INSERT INTO notes VALUES (?)", SQLiteErrorCode.SQLITE_CORRUPT);

    assertThatThrownBy(() -> commit.run(List.of(unit))).isInstanceOf(IllegalStateException.class);

    assertThat(notes()).isEmpty();
    assertThat(unit.caller()).isNotDone();
  }

  @Test
  void aTransactionThatWasLetOutOfItsWorkIsOver() {
    List<Tx> escaped = new ArrayList<>();
    commit.run(List.of(new UnitOfWork<>(escaped::add)));

    assertThatThrownBy(() -> insert(escaped.getFirst(), "too late"))
        .isInstanceOf(IllegalStateException.class);
  }

  /** Leaves room for a few small rows only. */
  private void fillUp() {
    long pages = real.createQuery("PRAGMA page_count").mapTo(Long.class).one();
    real.createQuery("PRAGMA max_page_count = " + (pages + 2)).mapTo(Long.class).one();
  }

  private static void assertRefused(CompletableFuture<?> caller) {
    assertThatThrownBy(caller::join).hasCauseInstanceOf(StoreUnavailableException.class);
  }

  private static UnitOfWork<Integer> note(String text) {
    return new UnitOfWork<>(tx -> insert(tx, text));
  }

  private static int insert(Tx tx, String text) {
    return tx.update("INSERT INTO notes VALUES (:text)").bind("text", text).execute();
  }

  private List<String> notes() {
    return reader.createQuery("SELECT text FROM notes ORDER BY rowid").mapTo(String.class).list();
  }

  private static void hushUp(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException hushed) {
      // What a careless unit of work would do.
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E sneaky(Throwable e) throws E {
    throw (E) e;
  }

  private static UnitOfWork<?> failing() {
    return new UnitOfWork<>(tx -> {
      throw new IllegalArgumentException("no");
    });
  }
}
