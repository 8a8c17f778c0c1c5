package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.webhook.delivery.Reply;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersTest {
  private static final String URL = "http://a.test/";

  @TempDir private Path directory;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(directory);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aFailedDeliveryWaitsForItsTurn() {
    bench.endpoint(URL);
    bench.sender.at(URL, FakeSender.status(500));
    bench.publish("order.placed", "ord_1");
    bench.runSends();

    bench.advance(Duration.ofMillis(3_999));
    bench.step();
    assertThat(bench.sender.sent).hasSize(1);

    bench.advance(Duration.ofMillis(2_002));
    bench.step();
    assertThat(bench.sender.sent).hasSize(2);
    assertThat(bench.rows("SELECT number, outcome, status FROM delivery_attempts"))
        .extracting(Object::toString)
        .containsExactly(
            "{number=1, outcome=failed, status=500}", "{number=2, outcome=failed, status=500}");
  }

  @Test
  void aDeliveryThatNeverSucceedsEndsDeadAfterThirtyDays() {
    bench.endpoint(URL);
    bench.sender.at(URL, FakeSender.status(500));
    bench.publish("order.placed", "ord_1");
    bench.runSends();

    for (int hour = 0; hour < 33 * 24; hour++) {
      bench.advance(Duration.ofHours(1));
      bench.step();
    }

    assertThat(bench.one("SELECT status FROM deliveries")).isEqualTo("dead");
    assertThat(bench.sender.sent.size()).isBetween(25, 45);
    assertThat(bench.one("SELECT attempts FROM deliveries"))
        .isEqualTo(bench.one("SELECT MAX(number) FROM delivery_attempts"))
        .isEqualTo(bench.one("SELECT COUNT(*) FROM delivery_attempts"));
  }

  @Test
  @DisplayName("PAY-J3, FLT-O08: 410 disables the endpoint and parks its deliveries")
  void goneDisables() {
    String id = bench.endpoint(URL);
    bench.sender.at(URL, FakeSender.status(500));
    bench.publish("order.placed", "ord_1");
    bench.runSends();
    bench.sender.at(URL, FakeSender.status(410));

    bench.publish("order.placed", "ord_2");
    bench.runSends();

    assertThat(bench.rows("SELECT status FROM deliveries"))
        .extracting(row -> row.get("status"))
        .containsExactly("parked", "parked");
    var endpoint = bench.client.get("/v1/webhook-endpoints/" + id);
    assertThat(endpoint.text("/status")).isEqualTo("disabled");
    assertThat(endpoint.text("/disabled_reason")).isEqualTo("the receiver answered 410");
  }

  @Test
  @DisplayName("PAY-J4, FLT-O09: Retry-After holds the delivery and the whole endpoint")
  void retryAfterIsHonoured() {
    bench.endpoint(URL);
    bench.sender.at(URL, FakeSender.askedToWait(429, "120"));
    bench.publish("order.placed", "ord_1");
    bench.runSends();
    bench.sender.at(URL, FakeSender.OK);

    bench.publish("order.placed", "ord_2");
    assertThat(bench.metrics.scrape()).contains("tillgate_deliveries_in_memory 0");
    Duration sleep = bench.step();
    assertThat(bench.sender.sent).hasSize(1);
    assertThat(sleep).isLessThanOrEqualTo(Duration.ofSeconds(30));

    bench.advance(Duration.ofSeconds(119));
    assertThat(bench.step()).isEqualTo(Duration.ofSeconds(1));
    assertThat(bench.sender.sent).hasSize(1);
    bench.advance(Duration.ofSeconds(1));
    bench.step();
    assertThat(bench.sender.sent).hasSize(3);
  }

  @Test
  @DisplayName("PAY-J7: an address the guard refuses parks the delivery at once, with the reason")
  void refusedIsParked() {
    bench.endpoint(URL);
    bench.sender.at(URL, new Reply.Refused("a.test has no address anything may be sent to"));

    bench.publish("order.placed", "ord_1");
    bench.runSends();

    assertThat(bench.rows("SELECT status, reason, attempts FROM deliveries"))
        .extracting(Object::toString)
        .containsExactly(
            "{status=parked, reason=a.test has no address anything may be sent to, attempts=1}");
  }

  @Test
  @DisplayName("PAY-J2: one receiver that is down costs the others nothing")
  void receiversAreIsolated() {
    bench.endpoint(URL);
    bench.endpoint("http://b.test/");
    bench.sender.at(URL, new Reply.Unanswered("timeout"));

    for (int i = 0; i < 20; i++) {
      bench.publish("order.placed", "ord_" + i);
    }
    bench.runSends();

    assertThat(bench.rows("SELECT status, COUNT(*) AS n FROM deliveries GROUP BY status"))
        .extracting(Object::toString)
        .as("five tried, then the breaker left the others alone")
        .containsExactly(
            "{status=delivered, n=20}", "{status=pending, n=15}", "{status=retrying, n=5}");
  }
}
