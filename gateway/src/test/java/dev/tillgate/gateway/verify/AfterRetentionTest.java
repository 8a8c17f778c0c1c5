package dev.tillgate.gateway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.api.SampleStore;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.TestStore;
import dev.tillgate.gateway.platform.store.engine.Stores;
import dev.tillgate.gateway.webhook.retention.Retention;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was removed for its age is not missed; what is missing without that reason is. */
class AfterRetentionTest {
  private static final Duration KEEP = Duration.ofDays(30);

  @TempDir static Path sample;
  @TempDir Path directory;

  @BeforeAll
  static void fill() throws IOException, InterruptedException {
    SampleStore.fill(sample);
  }

  @BeforeEach
  void copy() {
    StoreCopy.of(sample, directory);
  }

  @Test
  void everythingHoldsAfterARoundThatLeftTheOpenOnes() {
    int before = count("SELECT COUNT(*) FROM events");
    new StoreCopy(directory)
        .change(
            "UPDATE deliveries SET status = 'canceled' WHERE status IN ('pending', 'retrying')"
                + " AND event_id <> (SELECT MIN(id) FROM events)");

    removeOld(Integer.MAX_VALUE);

    assertThat(count("SELECT COUNT(*) FROM events")).isBetween(1, before - 1);
    assertThat(count("SELECT COUNT(*) FROM deliveries WHERE status = 'delivered'")).isZero();
    assertThat(count("SELECT COUNT(*) FROM deliveries")).isPositive();
    assertThat(violations()).isEmpty();
  }

  @Test
  void everythingHoldsBetweenAnyTwoBatches() {
    for (int batches = 1; batches <= 4; batches++) {
      removeOld(1);

      assertThat(violations()).isEmpty();
    }
  }

  @Test
  void everythingHoldsWhenNoEventIsLeft() {
    StoreCopy copy = new StoreCopy(directory);
    copy.change("DELETE FROM delivery_attempts", "DELETE FROM deliveries");

    removeOld(Integer.MAX_VALUE);

    assertThat(count("SELECT COUNT(*) FROM events")).isZero();
    assertThat(violations()).isEmpty();
  }

  @Test
  void aNumberThatIsMissingBehindTheRemovedOnesIsStillFound() {
    new StoreCopy(directory)
        .change(
            "INSERT INTO removed_sequences SELECT MIN(order_id), 1 FROM events",
            "DELETE FROM delivery_attempts",
            "DELETE FROM deliveries",
            "UPDATE retention SET deliveries_since_ms = 9e15",
            "DELETE FROM events WHERE sequence = 1"
                + " AND order_id = (SELECT MIN(order_id) FROM events)");
    assertThat(violations()).isEmpty();

    new StoreCopy(directory)
        .change(
            "UPDATE events SET sequence = sequence + 1"
                + " WHERE order_id = (SELECT MIN(order_id) FROM events)");

    assertThat(violations()).containsExactly("event.sequence");
  }

  /** The gateway's own job, as if it were some time after the retention. */
  private void removeOld(int batches) {
    InstantSource later = InstantSource.offset(Clock.systemUTC(), KEEP.plusDays(1));
    try (Database database = TestStore.in(directory)) {
      Retention retention = new Retention(database, KEEP, later);
      for (int done = 0; done < batches && retention.removeSome(); done++) {
        assertThat(done).isLessThan(1_000);
      }
    }
  }

  private int count(String sql) {
    try (Database database = TestStore.in(directory)) {
      int count = database.read(tx -> tx.query(sql).mapTo(Integer.class).one());
      return count;
    }
  }

  private List<String> violations() {
    return new Verification(Stores.snapshot(TestStore.place(directory)), Clock.systemUTC())
        .ofStore().violations().stream().map(Finding::name).toList();
  }
}
