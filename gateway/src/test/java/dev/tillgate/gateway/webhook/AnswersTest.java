package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.webhook.delivery.Reply;
import dev.tillgate.gateway.webhook.delivery.Wishes;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    int hours = 0;
    while (!"dead".equals(bench.one("SELECT status FROM deliveries")) && hours < 45 * 24) {
      bench.advance(Duration.ofHours(1));
      bench.step();
      hours++;
    }

    // Longer than thirty days by what its endpoint's breaker parked it, which does not count.
    assertThat(hours).isBetween(29 * 24, 40 * 24);
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

  @ParameterizedTest
  @DisplayName("FLT-O09: 408 and 503 may ask for time as 429 may; others may not")
  @CsvSource({"408, 3599", "429, 3599", "503, 3599", "500, 0", "404, 0"})
  void whoMayAskForTime(int status, int secondsHeld) {
    bench.endpoint(URL);
    bench.sender.at(URL, FakeSender.askedToWait(status, "3600"));
    bench.publish("order.placed", "ord_1");
    bench.runSends();

    bench.advance(Duration.ofSeconds(secondsHeld));
    bench.step();
    int early = bench.sender.sent.size();
    bench.advance(Duration.ofSeconds(7));
    bench.step();

    assertThat(early).isEqualTo(1);
    assertThat(bench.sender.sent).hasSize(2);
  }

  @ParameterizedTest
  @DisplayName("webhook-delivery: disable ends the endpoint; a 2xx is delivered all the same")
  @CsvSource({"200, delivered", "500, parked", "429, parked", "301, parked"})
  void disableIsHonoured(int status, String delivery) {
    String id = bench.endpoint(URL);
    bench.sender.at(URL, FakeSender.asking(status, new Wishes("5", null, true, false)));

    bench.publish("order.placed", "ord_1");
    bench.runSends();
    bench.publish("order.placed", "ord_2");
    bench.runSends();

    assertThat(bench.sender.sent).hasSize(1);
    assertThat(bench.rows("SELECT status FROM deliveries ORDER BY created_at_ms, id").getFirst())
        .hasToString("{status=" + delivery + "}");
    var endpoint = bench.client.get("/v1/webhook-endpoints/" + id);
    assertThat(endpoint.text("/status")).isEqualTo("disabled");
    assertThat(endpoint.text("/disabled_reason"))
        .isEqualTo("the receiver asked for it (webhook-delivery: disable)");
  }

  @Test
  @DisplayName("webhook-delivery: abort-message ends that one delivery at once")
  void abortMessageIsHonoured() {
    String id = bench.endpoint(URL);
    bench.sender.at(URL, FakeSender.asking(500, new Wishes(null, null, false, true)));
    bench.publish("order.placed", "ord_1");
    bench.runSends();
    bench.sender.at(URL, FakeSender.OK);
    bench.publish("order.placed", "ord_2");
    bench.runSends();
    bench.advance(Duration.ofDays(2));
    bench.step();

    assertThat(bench.sender.sent).hasSize(2);
    assertThat(bench.rows("SELECT status, reason FROM deliveries ORDER BY event_id"))
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(
            "{status=dead, reason=the receiver asked to stop this message}",
            "{status=delivered, reason=null}");
    assertThat(bench.client.get("/v1/webhook-endpoints/" + id).text("/status"))
        .isEqualTo("enabled");
  }

  @Test
  @DisplayName("webhook-delivery: abort-message on a 2xx changes nothing: it is delivered")
  void abortMessageOfADeliveredOne() {
    bench.endpoint(URL);
    bench.sender.at(URL, FakeSender.asking(204, new Wishes(null, null, false, true)));

    bench.publish("order.placed", "ord_1");
    bench.runSends();

    assertThat(bench.one("SELECT status FROM deliveries")).isEqualTo("delivered");
  }

  @Test
  @DisplayName("both wishes at once: this delivery is dead and the endpoint disabled")
  void bothWishes() {
    String id = bench.endpoint(URL);
    bench.sender.at(URL, FakeSender.asking(410, new Wishes(null, null, true, true)));

    bench.publish("order.placed", "ord_1");
    bench.runSends();

    assertThat(bench.one("SELECT status FROM deliveries")).isEqualTo("dead");
    assertThat(bench.client.get("/v1/webhook-endpoints/" + id).text("/status"))
        .isEqualTo("disabled");
  }

  @Test
  @DisplayName("PAY-J5: delivery and attempt say where a redirect pointed")
  void redirectsSayWhereTo() {
    bench.endpoint(URL);
    bench.sender.at(URL, FakeSender.asking(301, new Wishes(null, "https://b.test/", false, false)));

    bench.publish("order.placed", "ord_1");
    bench.runSends();

    String words =
        "the receiver answered 301, a redirect to https://b.test/, which is not followed";
    assertThat(bench.one("SELECT reason FROM deliveries")).isEqualTo(words);
    assertThat(bench.one("SELECT error FROM delivery_attempts")).isEqualTo(words);
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

    assertThat(
            bench.rows(
                "SELECT status, COUNT(*) AS n FROM deliveries GROUP BY status ORDER BY status"))
        .extracting(Object::toString)
        .as("five tried, then the breaker left the others alone")
        .containsExactly(
            "{status=delivered, n=20}", "{status=pending, n=15}", "{status=retrying, n=5}");
  }
}
