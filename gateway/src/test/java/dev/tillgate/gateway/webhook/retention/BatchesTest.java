package dev.tillgate.gateway.webhook.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.SteppedClock;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.TestStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much one batch takes. */
class BatchesTest {
  private static final int DELIVERIES = 1_500;

  @TempDir private Path directory;
  private final SteppedClock clock = new SteppedClock();
  private Database database;

  @BeforeEach
  void open() {
    database = TestStore.in(directory);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void batchesGrowWhileTheyAreQuickButNotWithoutBound() {
    fill(0);

    List<Long> batches = batches(clock, DELIVERIES);

    assertThat(batches.getFirst()).isEqualTo(Pace.ROWS_AT_FIRST);
    assertThat(batches).contains((long) Pace.ROWS_AT_MOST);
    assertThat(batches).allSatisfy(rows -> assertThat(rows).isBetween(0L, 512L));
    assertThat(batches.stream().mapToLong(Long::longValue).sum()).isEqualTo(DELIVERIES + 1);
  }

  @Test
  void aBatchThatHeldTheWriterTooLongIsFollowedByASmallerOne() {
    fill(0);

    List<Long> batches = batches(slow(Duration.ofMillis(6)), 10);

    assertThat(batches).startsWith(16L, 8L, 4L, 2L, 1L, 1L);
  }

  @Test
  void aBatchThatTookAsLongAsItMayIsFollowedByOneOfItsSize() {
    fill(0);

    List<Long> batches = batches(slow(Duration.ofMillis(4)), 10);

    assertThat(batches).startsWith(16L, 16L, 16L);
  }

  @Test
  void attemptsCountAsRowsToo() {
    fill(7);

    List<Long> batches = batches(clock, DELIVERIES);

    assertThat(batches).startsWith(16L, 32L, 64L);
    assertThat(left()).isZero();
  }

  @Test
  void aDeliveryWithMoreAttemptsThanABatchHoldsGoesAlone() {
    fill(20);

    assertThat(batches(slow(Duration.ofMillis(4)), 10)).startsWith(21L, 21L);
  }

  @Test
  void nothingIsWrittenWhereNothingGoes() {
    fill(0);
    database.change(tx -> tx.update("UPDATE deliveries SET status = 'dead'").execute());
    long before = changes();

    assertThat(batches(clock, DELIVERIES)).allSatisfy(rows -> assertThat(rows).isZero());

    assertThat(changes()).isEqualTo(before);
  }

  @Test
  void whatWasLeftIsNotLookedAtAgainThatDay() {
    fill(0);
    database.change(tx -> tx.update("UPDATE deliveries SET status = 'dead'").execute());
    Retention retention = new Retention(database, Duration.ofDays(30), clock);
    assertThat(steps(retention)).isGreaterThan(50);

    clock.advance(Duration.ofHours(1));
    assertThat(steps(retention)).isZero();

    clock.advance(Duration.ofDays(1));
    assertThat(steps(retention)).isGreaterThan(50);
  }

  private static int steps(Retention retention) {
    int steps = 0;
    while (retention.removeSome()) {
      steps++;
    }
    return steps;
  }

  /** Rows gone with each step of one round, of the first so many steps. */
  private List<Long> batches(InstantSource time, int most) {
    Retention retention = new Retention(database, Duration.ofDays(30), time);
    List<Long> batches = new ArrayList<>();
    long before = left();
    while (batches.size() < most && retention.removeSome()) {
      long now = left();
      batches.add(before - now);
      before = now;
    }
    return batches;
  }

  /** A clock by which whatever lies between two looks takes so long. */
  private InstantSource slow(Duration step) {
    return () -> {
      clock.advance(step);
      return clock.instant();
    };
  }

  private long left() {
    return LongStream.of(
            count("SELECT COUNT(*) FROM events"),
            count("SELECT COUNT(*) FROM deliveries"),
            count("SELECT COUNT(*) FROM delivery_attempts"))
        .sum();
  }

  /** All changes to rows that the writer ever made. */
  private long changes() {
    return database.write(tx -> tx.query("SELECT total_changes()").mapTo(Long.class).one());
  }

  private long count(String sql) {
    return database.read(tx -> tx.query(sql).mapTo(Long.class).one());
  }

  /** One event of 1970 with its deliveries, each after so many attempts. */
  private void fill(int attempts) {
    database.change(tx -> {
      tx.update(
              """
              INSERT INTO webhook_endpoints (id, url, event_types, headers, retry_waits_ms, status,
                paused_until_ms, created_at_ms, updated_at_ms)
              VALUES ('we_1', 'http://a.test/', '*', x'00', '1', 'enabled', 0, 0, 0)
              """)
          .execute();
      tx.update(
              """
              INSERT INTO events (id, type, payload, created_at_ms)
              VALUES ('evt_1', 'stock.low', x'7b7d', 0)
              """)
          .execute();
      tx.update(
              """
              WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
              INSERT INTO deliveries (id, event_id, event_type, endpoint_id, status, claims,
                attempts, due_at_ms, retry_until_ms, created_at_ms, updated_at_ms)
              SELECT format('dlv_%%026d', i), 'evt_1', 'stock.low', 'we_1', 'delivered', 1, %d, 0, 0,
                0, 0 FROM n
              """
                  .formatted(DELIVERIES, attempts))
          .execute();
      tx.update(
              """
              WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
              INSERT INTO delivery_attempts (delivery_id, number, started_at_ms, latency_ms, outcome)
              SELECT id, i, 0, 0, 'failed' FROM deliveries, n WHERE i <= %d
              """
                  .formatted(Math.max(attempts, 1), attempts))
          .execute();
    });
  }
}
