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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The answer to a commit is lost, and what became of it is looked up, not guessed. */
@Timeout(60)
class LostCommitTest {
  private final List<String> hooked = Collections.synchronizedList(new ArrayList<>());
  private final List<String> undone = Collections.synchronizedList(new ArrayList<>());
  private CommitCutter cutter;
  private Database database;

  @BeforeEach
  void open() throws IOException {
    String url = TestPostgres.migratedDatabase();
    cutter = CommitCutter.before(url);
    database =
        PostgresDatabase.open(
            cutter.url(), true, new StoreOptions(20, TestStore.NO_HALT, StoreObserver.NONE));
    database.change(tx -> tx.update("CREATE TABLE notes (text TEXT NOT NULL)").execute());
  }

  @AfterEach
  void close() throws IOException {
    database.close();
    cutter.close();
  }

  @Test
  @DisplayName("FLT-P02 a commit that was done before its answer was lost is done once")
  void aCommitThatWasDoneBeforeItsAnswerWasLostIsDoneOnce() {
    cutter.loseTheAnswerToTheNextCommit();

    int rows = database.write(this::insert);

    assertThat(cutter.hasCut()).isTrue();
    assertThat(rows).isEqualTo(1);
    assertThat(count()).isEqualTo(1);
    database.close();
    assertThat(hooked).containsExactly("committed");
    assertThat(undone).isEmpty();
  }

  @Test
  @DisplayName("FLT-P02 a commit that never arrived is told as not done")
  void aCommitThatNeverArrivedIsToldAsNotDone() {
    cutter.loseTheNextCommit();

    assertThatThrownBy(() -> database.write(this::insert))
        .isInstanceOf(StoreUnavailableException.class);

    assertThat(count()).isZero();
    assertThat(hooked).isEmpty();
    assertThat(undone).containsExactly("given back");
  }

  @Test
  void theNextUnitAfterALostConnectionHasANewOne() {
    cutter.loseTheNextCommit();
    assertThatThrownBy(() -> database.write(this::insert))
        .isInstanceOf(StoreUnavailableException.class);

    assertThat(database.<Integer>write(this::insert)).isEqualTo(1);
  }

  private int insert(Tx tx) {
    tx.afterCommit(() -> hooked.add("committed"));
    tx.onRollback(() -> undone.add("given back"));
    return tx.update("INSERT INTO notes VALUES ('one')").execute();
  }

  private int count() {
    return database.read(tx -> tx.query("SELECT count(*) FROM notes").mapTo(Integer.class).one());
  }
}
