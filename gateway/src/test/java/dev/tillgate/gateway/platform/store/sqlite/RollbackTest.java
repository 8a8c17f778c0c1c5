package dev.tillgate.gateway.platform.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.TestStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

class RollbackTest {
  @TempDir private Path directory;
  private final List<String> undone = new CopyOnWriteArrayList<>();

  @Test
  void whatFailsTakesBackWhatItTookInMemory() {
    try (Database database = SqliteDatabase.open(directory, TestStore.OPTIONS)) {
      database.change(tx -> tx.onRollback(() -> undone.add("stands")));
      assertThatThrownBy(() ->
              database.change(tx -> {
                tx.onRollback(() -> undone.add("failed"));
                throw new IllegalStateException("no");
              }))
          .hasMessage("no");
    }

    assertThat(undone).containsExactly("failed");
  }

  @Test
  void aNeighbourOfAGroupThatIsOverTakesItBackOnceForTheRunThatWasUndone() {
    try (Database database = SqliteDatabase.open(directory, TestStore.OPTIONS)) {
      CountDownLatch running = new CountDownLatch(1);
      CountDownLatch queued = new CountDownLatch(1);
      var first =
          database.submit(tx -> {
            running.countDown();
            return await(queued);
          });
      // Only now is its group closed: the two that follow come into one group, the next.
      await(running);
      var neighbour =
          database.submit(tx -> {
            tx.onRollback(() -> undone.add("neighbour"));
            return "done";
          });
      CompletableFuture<?> culprit =
          database.submit(tx -> {
            throw new IllegalStateException(
                new SQLiteException("full", SQLiteErrorCode.SQLITE_FULL));
          });
      queued.countDown();

      assertThat(first.join()).isTrue();
      assertThat(neighbour.join()).isEqualTo("done");
      assertThat(culprit).isNotNull().failsWithin(Duration.ofSeconds(5));
    }

    assertThat(undone).containsExactly("neighbour");
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
