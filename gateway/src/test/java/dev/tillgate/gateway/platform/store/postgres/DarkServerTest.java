package dev.tillgate.gateway.platform.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Hints;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.TestPostgres;
import dev.tillgate.gateway.platform.store.TestStore;
import dev.tillgate.gateway.platform.store.Tx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way to the server lets nothing through, and nobody says so. */
@Timeout(60)
class DarkServerTest {
  private static final Duration SOON = Duration.ofMillis(200);

  private String direct;
  private CommitCutter way;

  @BeforeEach
  void open() throws IOException {
    direct = TestPostgres.freshDatabase();
    way = CommitCutter.before(direct);
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
          Stream.generate(() -> database.submit(DarkServerTest::ask)).limit(16).toList();
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
    try (PostgresHints hints = new PostgresHints(new PostgresServer(way.url()).lasting(), SOON);
        PostgresHints others = new PostgresHints(new PostgresServer(direct).lasting())) {
      untilHeard(hints, others);
      Semaphore gaps = new Semaphore(0);
      hints.onGap(gaps::release);
      way.forgetArrivals();

      way.goDark();
      way.awaitArrival();
      way.goOn();

      gaps.acquire();
    }
  }

  private static int ask(Tx tx) {
    return tx.query("SELECT 1").mapTo(Integer.class).one();
  }

  /** By then both of its connections stand; what was told before they did is not heard. */
  private static void untilHeard(PostgresHints hints, PostgresHints others)
      throws InterruptedException {
    Semaphore heardHere = new Semaphore(0);
    Semaphore heardThere = new Semaphore(0);
    hints.listen(Hints.Topic.ORDER, about -> heardHere.release());
    others.listen(Hints.Topic.ORDER, about -> heardThere.release());
    hints.start();
    others.start();
    do {
      hints.give(Hints.Topic.ORDER, "ord_1");
      others.give(Hints.Topic.ORDER, "ord_1");
    } while (!(hears(heardHere) & hears(heardThere)));
  }

  private static boolean hears(Semaphore heard) throws InterruptedException {
    return heard.tryAcquire(1, TimeUnit.SECONDS);
  }
}
