package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An endpoint with more open deliveries than one transaction changes. */
class AlignmentTest {
  private static final String URL = "http://a.test/";

  @TempDir private Path directory;
  private Bench bench;
  private String endpoint = "";

  @BeforeEach
  void open() {
    bench = new Bench(directory);
    endpoint = bench.endpoint(URL);
    bench.publish("order.placed", "ord_1");
    bench.runSends();
    bench.sender.sent.clear();
    bench.advance(Duration.ofHours(1));
    // 2500 that are not due yet.
    bench.sql(
        """
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)
        INSERT INTO deliveries (id, event_id, event_type, order_id, endpoint_id, status, claims,
          attempts, due_at_ms, retry_until_ms, created_at_ms, updated_at_ms)
        SELECT 'dlv_copy' || (10000 + i), event_id, event_type, order_id, endpoint_id,
          'pending', 0, 0, due_at_ms + 7200000, retry_until_ms, created_at_ms, updated_at_ms
        FROM deliveries, n
        """);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void disablingItParksThemAThousandAtATime() {
    change("disable");

    assertThat(count("parked")).isEqualTo("1000");
    bench.dispatchDue();
    assertThat(count("parked")).isEqualTo("2000");
    Duration idle = bench.step();

    assertThat(count("parked")).isEqualTo("2500");
    assertThat(idle).isPositive();
    assertThat(bench.one("SELECT DISTINCT reason FROM deliveries WHERE status = 'parked'"))
        .isEqualTo("disabled by an operator");
  }

  @Test
  void whatWasNotParkedWhenTheProcessDiedIsNotSentAndIsParkedByTheNext() {
    change("disable");
    restart();

    assertThat(count("pending")).isEqualTo("1500");
    bench.advance(Duration.ofHours(3));
    steps(3);

    assertThat(bench.sender.sent).isEmpty();
    assertThat(count("parked")).isEqualTo("2500");
  }

  @Test
  void enablingItReleasesThemAndAKillBetweenTwoBatchesLosesNone() {
    change("disable");
    steps(3);
    change("enable");
    assertThat(count("parked")).isEqualTo("1500");

    restart();
    steps(3);

    assertThat(count("parked")).isEqualTo("0");
    for (int i = 0; i < 60 && !count("delivered").equals("2501"); i++) {
      bench.step();
    }
    assertThat(count("delivered")).isEqualTo("2501");
    assertThat(bench.sender.sent).hasSize(2_500);
  }

  @Test
  void whatIsParkedForAReasonOfItsOwnSinceIsNotReleasedAgain() {
    change("disable");
    steps(3);
    change("enable");
    bench.sql(
        "UPDATE deliveries SET status = 'parked', reason = 'the address is refused'"
            + " WHERE id = 'dlv_copy10001'");

    steps(4);

    assertThat(bench.one("SELECT reason FROM deliveries WHERE status = 'parked'"))
        .isEqualTo("the address is refused");
  }

  @Test
  void enablingItHalfwayLeavesTheOthersToTheirSchedule() {
    change("disable");
    change("enable");
    steps(4);

    assertThat(count("parked")).isEqualTo("0");
    assertThat(bench.one("SELECT aligned_to IS NULL FROM webhook_endpoints")).isEqualTo("1");
  }

  @Test
  void deletingItEndsThemAndAKillBetweenTwoBatchesLeavesNoneOpen() {
    change("disable");
    steps(1);
    assertThat(bench.client.delete("/v1/webhook-endpoints/" + endpoint).status()).isEqualTo(204);
    bench.settleHooks();
    assertThat(count("canceled")).isEqualTo("1000");

    restart();
    steps(3);

    assertThat(count("canceled")).isEqualTo("2500");
    assertThat(bench.sender.sent).isEmpty();
  }

  @Test
  void whatADeadProcessHeldWhenItsEndpointWasDisabledIsParked() {
    bench.publish("order.placed", "ord_2");
    assertThat(bench.inFlight()).isEqualTo(1);
    change("disable");
    steps(3);
    bench.sql("UPDATE deliveries SET status = 'delivered' WHERE status = 'parked'");
    bench.sql(
        "UPDATE deliveries SET status = 'retrying', claimed_by = 'inc_dead'"
            + " WHERE order_id = 'ord_2'");

    restart();
    steps(2);

    assertThat(count("parked")).isEqualTo("1");
  }

  private void change(String what) {
    bench.client.post("/v1/webhook-endpoints/" + endpoint + "/" + what, "");
    bench.settleHooks();
  }

  private void steps(int count) {
    for (int i = 0; i < count; i++) {
      bench.step();
    }
  }

  private void restart() {
    bench.kill();
    bench = new Bench(directory);
    bench.advance(Duration.ofHours(1)); // A new bench's clock begins anew.
  }

  private String count(String status) {
    return bench.one("SELECT COUNT(*) FROM deliveries WHERE status = '" + status + "'");
  }
}
