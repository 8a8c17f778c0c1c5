package dev.tillgate.gateway.platform.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.DatabaseContract;
import dev.tillgate.gateway.platform.store.StoreObserver;
import dev.tillgate.gateway.platform.store.StoreOptions;
import dev.tillgate.gateway.platform.store.TestStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promises of a store on SQLite, and what only this engine does. */
class SqliteDatabaseTest extends DatabaseContract {
  @Override
  protected Database open(StoreOptions options) {
    return SqliteDatabase.open(directory, options);
  }

  @Override
  protected Connection anotherProgram() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + SqliteFile.in(directory));
  }

  @Override
  protected int writers() {
    return 1;
  }

  @Test
  void whatWaitsWhileTheWriterIsBusyIsCommittedTogether(@TempDir Path other) {
    List<Integer> groups = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch go = new CountDownLatch(1);
    try (Database grouping =
        SqliteDatabase.open(other, new StoreOptions(20, TestStore.NO_HALT, new Groups(groups)))) {
      CompletableFuture<Boolean> busy = grouping.submit(tx -> await(go));
      List<CompletableFuture<Integer>> callers =
          IntStream.range(0, 19).mapToObj(i -> grouping.submit(tx -> i)).toList();
      go.countDown();
      callers.forEach(CompletableFuture::join);
      assertThat(busy).isCompletedWithValue(true);
    }

    assertThat(groups).anyMatch(units -> units >= 19);
  }

  @Test
  void whatACallbackWritesGoesBeforeWhatWaits(@TempDir Path other) {
    List<String> turns = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (Database store = SqliteDatabase.open(other, TestStore.OPTIONS)) {
      CompletableFuture<Boolean> busy =
          store.submit(tx -> {
            running.countDown();
            return await(go);
          });
      await(running); // Only now is its group closed.
      CompletableFuture<Boolean> checkout = store.submit(tx -> turns.add("checkout"));
      Database prompt = store.forCallbacks();
      CompletableFuture<Boolean> callback = prompt.submit(tx -> turns.add("callback"));
      CompletableFuture<Boolean> later = prompt.submit(tx -> turns.add("later callback"));
      go.countDown();
      CompletableFuture.allOf(busy, checkout, callback, later).join();
    }

    assertThat(turns).containsExactly("callback", "later callback", "checkout");
  }

  @Test
  void aQueueWithoutRoomIsNoOption() {
    assertThatThrownBy(() -> new StoreOptions(0, TestStore.NO_HALT, StoreObserver.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("queueBound");
  }

  private record Groups(List<Integer> seen) implements StoreObserver {
    @Override
    public long commitStarted() {
      return 0;
    }

    @Override
    public void committed(int units, long startedNanos) {
      seen.add(units);
    }
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }
}
