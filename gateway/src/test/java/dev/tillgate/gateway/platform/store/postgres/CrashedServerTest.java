package dev.tillgate.gateway.platform.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Gathering;
import dev.tillgate.gateway.platform.store.Revision;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.TestStore;
import dev.tillgate.gateway.platform.store.Tx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server dies at a commit, and what it says of its transactions afterwards is another's. */
@Timeout(120)
class CrashedServerTest {
  private static final String NUMBER = "SELECT pg_current_xact_id()::text::bigint";

  private static final Revision REVISION = new PostgresRevision("webhook_endpoints");

  private final AtomicLong transaction = new AtomicLong();
  private MortalPostgres server;
  private CommitCutter way;
  private Database database;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    server = MortalPostgres.in(directory.resolve("postgres"));
    way = CommitCutter.before(server.url());
    database = PostgresDatabase.open(way.url(), false, TestStore.OPTIONS);
    database.change(tx -> tx.update("CREATE TABLE notes (text TEXT NOT NULL)").execute());
  }

  @AfterEach
  void close() throws IOException {
    way.goOn();
    database.close();
    way.close();
    server.close();
  }

  @Test
  @DisplayName(
      "FLT-P02 what the server lost is told as not done, though another has its number and is done")
  void whatTheServerLostIsToldAsNotDone() throws Exception {
    way.goDarkAtTheNextCommit();
    CompletableFuture<Integer> lost = database.submit(this::insert);
    way.awaitDark();

    server.crash();
    assertThat(numbersUpTo(transaction.get())).as("given out again").contains(transaction.get());
    way.goOn();

    assertThatThrownBy(lost::join).hasCauseInstanceOf(StoreUnavailableException.class);
    assertThat(count()).isZero();
  }

  @Test
  void aRevisionThatWasLostIsNeverGivenToAnother() throws Exception {
    way.goDarkAtTheNextCommit();
    AtomicLong seen = new AtomicLong();
    CompletableFuture<Long> lost =
        database.submit(tx -> {
          seen.set(REVISION.advance(tx));
          return seen.get();
        });
    way.awaitDark();

    server.crash();
    long next = others().inTransaction(handle -> REVISION.advance(locking(handle)));
    way.goOn();

    assertThatThrownBy(lost::join).hasCauseInstanceOf(StoreUnavailableException.class);
    assertThat(next).isNotEqualTo(seen.get());
  }

  private static Tx locking(Handle handle) {
    return Tx.locking(handle, new Gathering(handle));
  }

  private int insert(Tx tx) {
    int rows = tx.update("INSERT INTO notes VALUES ('one')").execute();
    transaction.set(number(tx));
    return rows;
  }

  private static long number(Tx tx) {
    return tx.query(NUMBER).mapTo(Long.class).one();
  }

  private Jdbi others() {
    return Jdbi.create(server.url());
  }

  /** Commits transactions of somebody else's until the server's count is beyond that number. */
  private List<Long> numbersUpTo(long last) {
    List<Long> given = new ArrayList<>();
    do {
      given.add(others().withHandle(handle -> handle.createQuery(NUMBER).mapTo(Long.class).one()));
    } while (given.getLast() < last);
    return given;
  }

  private int count() {
    return database.read(tx -> tx.query("SELECT count(*) FROM notes").mapTo(Integer.class).one());
  }
}
