package dev.tillgate.gateway.platform.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Hints;
import dev.tillgate.gateway.platform.store.TestPostgres;
import dev.tillgate.gateway.platform.store.TestStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two gateways on one database, each with its own connections. */
@Timeout(60)
class PostgresHintsTest {
  private static final int PATIENCE_SECONDS = 20;

  private final String url = TestPostgres.freshDatabase();
  private final Database here = PostgresDatabase.open(url, false, TestStore.OPTIONS);
  private final Database there = PostgresDatabase.open(url, false, TestStore.OPTIONS);
  private final BlockingQueue<String> heardThere = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> heardHere = new LinkedBlockingQueue<>();
  private final Semaphore gaps = new Semaphore(0);

  @BeforeEach
  void listen() throws InterruptedException {
    there.hints().listen(Hints.Topic.ORDER, heardThere::add);
    here.hints().listen(Hints.Topic.ORDER, heardHere::add);
    there.hints().onGap(gaps::release);
    untilBothListen();
  }

  @AfterEach
  void close() {
    here.close();
    there.close();
  }

  @Test
  void whatOneGivesTheOtherHearsAndItselfDoesNot() throws InterruptedException {
    here.hints().give(Hints.Topic.ORDER, "ord_1");
    here.hints().give(Hints.Topic.DUE, "we_1");
    here.hints().give(Hints.Topic.ORDER, "ord_2");

    assertThat(next(heardThere)).isEqualTo("ord_1");
    assertThat(next(heardThere)).isEqualTo("ord_2");
    there.hints().give(Hints.Topic.ORDER, "ord_3");
    assertThat(next(heardHere)).as("its own it did not hear before").isEqualTo("ord_3");
  }

  @Test
  void whoeverLosesItsConnectionLooksAtEverythingAndHearsAgain()
      throws InterruptedException, SQLException {
    gaps.drainPermits();
    try (Connection operator = DriverManager.getConnection(url)) {
      operator
          .createStatement()
          .execute(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                  + " WHERE datname = current_database() AND query LIKE 'LISTEN%'");
    }

    assertThat(gaps.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    here.hints().give(Hints.Topic.ORDER, "ord_1");
    assertThat(next(heardThere)).isEqualTo("ord_1");
  }

  @Test
  void tooManyToBeToldAreAGap() throws InterruptedException {
    gaps.drainPermits();
    for (int i = 0; i < 19_000; i++) {
      here.hints().give(Hints.Topic.ORDER, "ord_01JZ9X7W8Q00000000000000" + i);
    }

    assertThat(gaps.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  private static String next(BlockingQueue<String> heard) throws InterruptedException {
    String next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    return next;
  }

  /** Both connect by themselves, and what is told before that is not heard. */
  private void untilBothListen() throws InterruptedException {
    String mark = "";
    do {
      mark += "?"; // Another each time: behind the last one nothing older comes.
      here.hints().give(Hints.Topic.ORDER, mark);
      there.hints().give(Hints.Topic.ORDER, mark);
    } while (!(hears(heardThere, mark) & hears(heardHere, mark)));
  }

  private static boolean hears(BlockingQueue<String> heard, String mark)
      throws InterruptedException {
    String next = heard.poll(1, TimeUnit.SECONDS);
    while (next != null && !next.equals(mark)) {
      next = heard.poll(1, TimeUnit.SECONDS);
    }
    return next != null;
  }
}
