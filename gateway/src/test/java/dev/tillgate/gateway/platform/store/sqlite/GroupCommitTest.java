package dev.tillgate.gateway.platform.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.platform.store.UnitOfWork;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteErrorCode;

/** Groups of units on a real file, one thread, with failures put where they hurt. */
class GroupCommitTest extends NotesFile {
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
    GroupCommit telling =
        new GroupCommit(real, given -> story.add("hooks, rows " + notes()), () -> 0);
    UnitOfWork<?> unit = note("one");
    var unused = unit.caller().thenRun(() -> story.add("caller"));

    telling.run(List.of(unit));

    assertThat(story).containsExactly("hooks, rows [one]", "caller");
  }

  @Test
  void whoseTurnHasNotComeAfterTenMillisecondsGoesIntoTheNextGroup() {
    List<UnitOfWork<?>> units = List.of(slow("first"), slow("second"), slow("third"));

    List<UnitOfWork<?>> rest = commit.run(units);

    assertThat(notes()).containsExactly("first", "second");
    assertThat(rest).containsExactly(units.getLast());
    assertThat(units.getLast().caller()).isNotDone();
  }

  private UnitOfWork<Integer> slow(String text) {
    return new UnitOfWork<>(tx -> {
      nanos.addAndGet(5_000_000);
      return insert(tx, text);
    });
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

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E sneaky(Throwable e) throws E {
    throw (E) e;
  }
}
