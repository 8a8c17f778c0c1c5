package dev.tillgate.gateway.webhook.dispatch;

import static dev.tillgate.gateway.webhook.dispatch.ClaimedDeliveries.claimed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.TestStore;
import dev.tillgate.gateway.webhook.delivery.DeliveryStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many results in one transaction: each counts by its own claim. */
class DeliveryStoreTest {
  private static final Runnable NOTHING = () -> {};
  private final DeliveryStore deliveries = new DeliveryStore();
  private final ClaimStore claims = new ClaimStore();
  @TempDir private Path directory;
  private Database store;

  @BeforeEach
  void open() {
    store = TestStore.in(directory);
    store.change(tx -> ClaimedDeliveries.insert(tx, 3));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void ofTwoClaimsOnOneDeliveryOnlyTheLatestSettles() {
    Result stale = arrived(0, 0);
    Result held = arrived(0, 1);

    assertThat(settle(stale, held)).containsExactly(held);
  }

  @Test
  void aClaimThatWasLostSettlesNothing() {
    Result held = arrived(1, 1);

    assertThat(settle(arrived(0, 2), held)).containsExactly(held);
    assertThat(statuses()).containsExactly("pending", "delivered", "pending");
  }

  @Test
  void resultsKeepTheirOrderWhateverTheyAre() {
    Result first = failed(0);
    Result second = arrived(1, 1);
    Result third = failed(2);

    assertThat(settle(first, second, third)).containsExactly(first, second, third);
    assertThat(statuses()).containsExactly("retrying", "delivered", "retrying");
  }

  @Test
  void ofTwoClaimsOnOneDeliveryOnlyTheLatestBegins() {
    List<Claimed> both = List.of(claimed(0, 0), claimed(0, 1));

    int[] counts = store.write(tx -> claims.begin(tx, both, Instant.EPOCH));

    assertThat(counts).containsExactly(0, 1);
  }

  private List<Result> settle(Result... results) {
    return store.write(tx -> deliveries.settle(tx, List.of(results), Instant.EPOCH));
  }

  private List<String> statuses() {
    return store.read(
        tx -> tx.query("SELECT status FROM deliveries ORDER BY id").mapTo(String.class).list());
  }

  private static Result arrived(int number, int claims) {
    return result(claimed(number, claims), DeliveryStatus.DELIVERED);
  }

  private static Result failed(int number) {
    return result(claimed(number, 1), DeliveryStatus.RETRYING);
  }

  private static Result result(Claimed claimed, DeliveryStatus status) {
    return new Result(claimed, null, Verdict.of(status, null, Instant.EPOCH), NOTHING);
  }
}
