package dev.tillgate.gateway.platform.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.store.TestPostgres;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What became of a transaction is seen by the mark it leaves, or never will. */
@Timeout(60)
class CommitMarksTest {
  private Jdbi jdbi;
  private CommitMarks marks;

  @BeforeEach
  void open() {
    jdbi = Jdbi.create(TestPostgres.migratedDatabase());
    jdbi.useHandle(handle -> handle.execute("CREATE TABLE notes (text TEXT NOT NULL)"));
    marks = CommitMarks.ofNewRun(jdbi);
  }

  @Test
  void oneThatWasCommittedIsKnownHoweverOftenOneAsks() {
    note(1);

    assertThat(marks.isCommitted(1)).isTrue();
    assertThat(marks.isCommitted(1)).isTrue();
    assertThat(count("notes")).isEqualTo(1);
  }

  @Test
  void oneThatWasAskedForBeforeItsCommitIsNotDoneAfterIt() {
    try (Handle slow = begun()) {
      assertThat(marks.isCommitted(1)).isFalse();

      assertThatThrownBy(() -> marks.commit(slow, 1)).isInstanceOf(JdbiException.class);
      slow.rollback();
    }
    assertThat(marks.isCommitted(1)).isFalse();
    assertThat(count("notes")).isZero();
  }

  @Test
  void oneThatIsAtItsCommitIsAskedForAgain() {
    note(1);
    try (Handle atIt = begun()) {
      atIt.execute("INSERT INTO commit_marks (run, number) SELECT run, 2 FROM commit_marks");
      assertThatThrownBy(() -> marks.isCommitted(2)).isInstanceOf(JdbiException.class);

      atIt.commit();
    }

    assertThat(marks.isCommitted(2)).isTrue();
  }

  @Test
  void anotherRunsTransactionsAreOthers() {
    note(1);

    assertThat(CommitMarks.ofNewRun(jdbi).isCommitted(1)).isFalse();
  }

  @Test
  void oneThatHasWrittenNothingLeavesNoMark() {
    jdbi.useHandle(handle -> {
      handle.begin();
      handle.createQuery("SELECT 1").mapTo(Integer.class).one();
      marks.commit(handle, 1);
    });

    assertThat(count("commit_marks")).isZero();
  }

  @Test
  void marksAreForgottenOnceTheyAreMany() {
    note(5);
    note(1_000);

    marks.forgetBefore(999);
    assertThat(count("commit_marks")).isEqualTo(2);
    marks.forgetBefore(1_000);

    assertThat(count("commit_marks")).isEqualTo(1);
    assertThat(marks.isCommitted(1_000)).isTrue();
  }

  @Test
  void whatOthersLeftADayAgoIsForgottenByTheNextRun() {
    note(1);
    CommitMarks unused = CommitMarks.ofNewRun(jdbi);
    assertThat(count("commit_marks")).as("made just now").isEqualTo(1);

    jdbi.useHandle(
        handle -> handle.execute("UPDATE commit_marks SET made_at = now() - interval '25 hours'"));
    CommitMarks alsoUnused = CommitMarks.ofNewRun(jdbi);

    assertThat(count("commit_marks")).isZero();
  }

  private void note(long number) {
    try (Handle handle = begun()) {
      marks.commit(handle, number);
    }
  }

  private Handle begun() {
    Handle handle = jdbi.open().begin();
    handle.execute("INSERT INTO notes VALUES ('one')");
    return handle;
  }

  private int count(String table) {
    return jdbi.withHandle(
        handle -> handle.createQuery("SELECT count(*) FROM " + table).mapTo(Integer.class).one());
  }
}
