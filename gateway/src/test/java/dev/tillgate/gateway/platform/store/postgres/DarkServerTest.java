package dev.tillgate.gateway.platform.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.TestPostgres;
import dev.tillgate.gateway.platform.store.TestStore;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way to the server lets nothing through, and nobody says so. */
@Timeout(60)
class DarkServerTest {
  private CommitCutter way;

  @BeforeEach
  void open() throws IOException {
    way = CommitCutter.before(TestPostgres.freshDatabase());
  }

  @AfterEach
  void close() throws IOException {
    way.goOn();
    way.close();
  }

  @Test
  @DisplayName("FLT-P05 cut off from the server, writes and reads are refused, and go on after it")
  void whatCannotReachTheServerIsRefused() {
    String url = way.url() + "&socketTimeout=2"; // Twenty by default.
    try (Database database = PostgresDatabase.open(url, true, TestStore.OPTIONS)) {
      way.goDark();
      List<CompletableFuture<Integer>> writes =
          Stream.generate(() -> database.submit(tx -> 1)).limit(16).toList();
      assertThat(writes)
          .allSatisfy(write ->
              assertThatThrownBy(write::join).hasCauseInstanceOf(StoreUnavailableException.class));
      assertThatThrownBy(() -> database.read(tx -> 1))
          .isInstanceOf(StoreUnavailableException.class);

      way.goOn();

      assertThat(database.<Integer>write(tx -> 1)).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("FLT-P05 an ear that hears nothing for long asks, and listens on another connection")
  void anEarThatHearsNothingAsks() throws InterruptedException {
    Semaphore gaps = new Semaphore(0);
    try (PostgresHints hints = new PostgresHints(new PostgresServer(way.url()).lasting())) {
      hints.onGap(gaps::release);
      hints.start();
      gaps.acquire();
      way.awaitArrival(); // Its ear and its mouth, in either order.
      way.awaitArrival();

      way.goDark();
      way.awaitArrival();
      way.goOn();

      gaps.acquire();
    }
  }
}
