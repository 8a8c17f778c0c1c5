package dev.tillgate.gateway.platform.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.StoreObserver;
import dev.tillgate.gateway.platform.store.StoreOptions;
import dev.tillgate.gateway.platform.store.TestPostgres;
import dev.tillgate.gateway.platform.store.TestStore;
import dev.tillgate.gateway.platform.store.Tx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events are written side by side and read one after the other, without a gap. */
@Timeout(60)
class EventLogTest {
  private static final StoreOptions OPTIONS =
      new StoreOptions(20, TestStore.NO_HALT, StoreObserver.NONE);
  private static final String INSERT =
      "INSERT INTO events (id, type, payload, created_at_ms) VALUES (:id, 'a.b', '', 0)";

  private final String url = TestPostgres.migratedDatabase();
  private Database database;

  @BeforeEach
  void open() {
    database = PostgresDatabase.open(url, true, OPTIONS);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatCommitsFirstWaitsForWhatBeganEarlier() {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Integer> slow =
        database.submit(tx -> {
          int rows = insert(tx, "evt_slow");
          written.countDown();
          await(go);
          return rows;
        });
    await(written);
    database.change(tx -> insert(tx, "evt_fast"));

    assertThat(log()).isEmpty();
    go.countDown();
    slow.join();
    assertThat(log()).containsExactly("evt_slow", "evt_fast");
  }

  @Test
  void eventsOfOneTransactionKeepTheirOrder() {
    database.change(tx -> {
      insert(tx, "evt_2");
      insert(tx, "evt_1");
    });

    assertThat(log()).containsExactly("evt_2", "evt_1");
  }

  @Test
  void dataFromAServerThatHasCountedMoreTransactionsGoesOnBehindItself() {
    long ahead = 1L << 55;
    database.change(tx ->
        tx.update(
                "INSERT INTO events (position, id, type, payload, created_at_ms)"
                    + " VALUES (:position, 'evt_moved', 'a.b', '', 0)")
            .bind("position", ahead)
            .execute());
    database.close();

    database = PostgresDatabase.open(url, true, OPTIONS);
    database.change(tx -> insert(tx, "evt_next"));

    assertThat(log()).containsExactly("evt_moved", "evt_next");
  }

  private static int insert(Tx tx, String id) {
    return tx.update(INSERT).bind("id", id).execute();
  }

  private List<String> log() {
    return database.read(
        tx -> tx.query("SELECT id FROM event_log ORDER BY position").mapTo(String.class).list());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }
}
