package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.webhook.delivery.DeliverySettings;
import dev.tillgate.gateway.webhook.delivery.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DispatchTest {
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
  void theSleepEndsWhenTheNextDeliveryIsDue() {
    bench.endpoint(URL);
    bench.sender.at(URL, FakeSender.status(500));
    bench.publish("order.placed", "ord_1");

    Duration sleep = bench.step();

    assertThat(bench.clock.instant().plus(sleep)).isEqualTo(bench.due());
  }

  @Test
  void nothingDueMeansSleepingUntilTheSafetyPoll() {
    bench.endpoint(URL);

    assertThat(bench.step()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void theSafetyPollFindsWhatNobodyAnnounced() {
    String endpoint = bench.endpoint(URL);
    bench.publish("order.placed", "ord_1");
    bench.runSends();
    bench.step();
    bench.sql("UPDATE deliveries SET status = 'retrying', due_at_ms = 1");

    bench.step();
    assertThat(bench.sender.sent).as("not announced").hasSize(1);
    bench.advance(Duration.ofSeconds(30));
    bench.step();

    assertThat(bench.sender.sent)
        .hasSize(2)
        .extracting(sent -> sent.target().id().value())
        .containsOnly(endpoint);
  }

  @Test
  void aDeliveryThatNeverSucceedsEndsDeadAfterThirtyDays() {
    bench.endpoint(URL);
    bench.sender.at(URL, FakeSender.status(500));
    bench.publish("order.placed", "ord_1");
    bench.runSends();

    for (int hour = 0; hour < 31 * 2; hour++) {
      bench.advance(Duration.ofHours(12));
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
  void whatWaitsInMemoryForADisabledEndpointIsParkedUnsentAndSentOnceItIsEnabled() {
    String id = bench.endpoint(URL);
    bench.publish("order.placed", "ord_1");

    bench.client.post("/v1/webhook-endpoints/" + id + "/disable");
    bench.runSends();
    assertThat(bench.sender.sent).isEmpty();
    assertThat(bench.one("SELECT status || attempts FROM deliveries")).isEqualTo("parked0");

    bench.client.post("/v1/webhook-endpoints/" + id + "/enable");
    bench.step();
    assertThat(bench.one("SELECT status || attempts FROM deliveries")).isEqualTo("delivered1");
  }

  @Test
  void whatWaitsBehindAHangingSendGoesBackToTheStoreAtOnceWhenItsEndpointIsDisabled() {
    String id = bench.endpoint(URL);
    bench.client.patch("/v1/webhook-endpoints/" + id, "{\"max_in_flight\":1}");
    bench.publish("order.placed", "ord_1");
    bench.publish("order.placed", "ord_2");

    bench.client.post("/v1/webhook-endpoints/" + id + "/disable");
    bench.settleHooks();

    assertThat(bench.metrics.scrape())
        .contains("tillgate_deliveries_in_flight 1", "tillgate_deliveries_in_memory 1");
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
        .containsExactly("{status=delivered, n=20}", "{status=retrying, n=20}");
  }

  @Test
  @DisplayName("FLT-O17: a manual retry during the automatic schedule does not double it")
  void manualRetryDoesNotDouble() {
    bench.endpoint(URL);
    bench.sender.at(URL, FakeSender.status(500));
    bench.publish("order.placed", "ord_1");
    bench.runSends();
    String delivery = bench.one("SELECT id FROM deliveries");

    bench.client.post("/v1/deliveries/" + delivery + "/retry");
    bench.client.post("/v1/deliveries/" + delivery + "/retry");
    bench.step();
    assertThat(bench.sender.sent).hasSize(2);

    bench.advance(Duration.ofSeconds(20));
    bench.step();
    assertThat(bench.sender.sent).as("the first schedule's 5 s are gone").hasSize(2);
    bench.advance(Duration.ofSeconds(17));
    bench.step();
    assertThat(bench.sender.sent).hasSize(3);
  }

  @Test
  void aRetryOfWhatIsBeingSentChangesNothing() {
    bench.endpoint(URL);
    bench.publish("order.placed", "ord_1");
    String delivery = bench.one("SELECT id FROM deliveries");
    Instant due = bench.due();
    bench.advance(Duration.ofSeconds(1));

    assertThat(bench.client.post("/v1/deliveries/" + delivery + "/retry").status()).isEqualTo(202);
    assertThat(bench.due()).isEqualTo(due);
    bench.step();

    assertThat(bench.sender.sent).hasSize(1);
  }

  @Test
  void aDeadOneCanBeRetriedByHandAndADeliveredOneCannot() {
    bench.endpoint(URL);
    bench.publish("order.placed", "ord_1");
    bench.runSends();
    String delivery = bench.one("SELECT id FROM deliveries");

    assertThat(bench.client.post("/v1/deliveries/" + delivery + "/retry").status()).isEqualTo(409);
    bench.sql("UPDATE deliveries SET status = 'dead'");
    assertThat(bench.client.post("/v1/deliveries/" + delivery + "/retry").text("/status"))
        .isEqualTo("pending");
    bench.step();

    assertThat(bench.one("SELECT status || attempts FROM deliveries")).isEqualTo("delivered2");
  }

  @Test
  @DisplayName("FLT-O16: deleting an endpoint ends its deliveries")
  void deletedEndsDeliveries() {
    String id = bench.endpoint(URL);
    bench.sender.at(URL, FakeSender.status(500));
    bench.publish("order.placed", "ord_1");
    bench.runSends();
    bench.publish("order.placed", "ord_2");

    assertThat(bench.client.delete("/v1/webhook-endpoints/" + id).status()).isEqualTo(204);
    bench.runSends();
    bench.advance(Duration.ofDays(1));
    bench.step();

    assertThat(bench.sender.sent).hasSize(1);
    assertThat(bench.rows("SELECT status, attempts FROM deliveries"))
        .extracting(Object::toString)
        .containsExactly("{status=canceled, attempts=1}", "{status=canceled, attempts=0}");
  }

  @Test
  void aSendUnderWayWhenItsEndpointIsDisabledStillCountsAsDelivered() {
    String id = bench.endpoint(URL);
    bench.sender.at(
        URL,
        message -> {
          bench.client.post("/v1/webhook-endpoints/" + id + "/disable");
          return FakeSender.OK;
        });

    bench.publish("order.placed", "ord_1");
    bench.runSends();

    assertThat(bench.one("SELECT status FROM deliveries")).isEqualTo("delivered");
    assertThat(bench.one("SELECT COUNT(*) FROM delivery_attempts")).isEqualTo("1");
  }

  @Test
  void whoeverLostItsClaimSettlesNothing() {
    bench.endpoint(URL);
    bench.sender.at(
        URL,
        message -> {
          bench.sql("UPDATE deliveries SET claims = claims + 1, claimed_by = 'inc_other'");
          return FakeSender.OK;
        });

    bench.publish("order.placed", "ord_1");
    bench.runSends();

    assertThat(bench.one("SELECT status || claimed_by FROM deliveries"))
        .isEqualTo("pendinginc_other");
    assertThat(bench.one("SELECT COUNT(*) FROM delivery_attempts")).isEqualTo("0");
    assertThat(bench.metrics.scrape()).contains("tillgate_deliveries_in_memory 0");
  }

  @Test
  @DisplayName(
      "FLT-O12: whatever is due, no more than the limit is in flight; the rest is read back")
  void theCapHolds() {
    bench.close();
    bench =
        new Bench(
            directory.resolve("small"),
            any ->
                new DeliverySettings(
                    List.of(Duration.ofSeconds(5)), Duration.ofDays(1), 3, 64, 20, 8),
            null);
    bench.endpoint(URL);

    for (int i = 0; i < 50; i++) {
      bench.publish("order.placed", "ord_" + i);
    }

    assertThat(bench.metrics.scrape())
        .contains("tillgate_deliveries_in_flight 3", "tillgate_deliveries_in_memory 4");
    for (int i = 0; i < 20; i++) {
      bench.step();
    }
    assertThat(bench.one("SELECT COUNT(*) FROM deliveries WHERE status = 'delivered'"))
        .isEqualTo("50");
    assertThat(bench.sender.sent).hasSize(50);
    assertThat(bench.metrics.scrape()).contains("tillgate_deliveries_in_memory 0");
  }

  @Test
  void whoeverLostItsClaimBeforeARetryBeginsSendsNothing() {
    bench.endpoint(URL);
    bench.sender.at(URL, FakeSender.status(500));
    bench.publish("order.placed", "ord_1");
    bench.runSends();
    bench.advance(Duration.ofSeconds(7));
    bench.webhooks.dispatchDue();
    bench.settleHooks();

    bench.sql("UPDATE deliveries SET claims = claims + 1, claimed_by = 'inc_other'");
    bench.runSends();

    assertThat(bench.sender.sent).hasSize(1);
    assertThat(bench.one("SELECT attempts FROM deliveries")).isEqualTo("1");
    assertThat(bench.metrics.scrape()).contains("tillgate_deliveries_in_memory 0");
  }

  @Test
  void noMoreThanTheTotalIsInFlightHoweverManyEndpointsThereAre() {
    bench.close();
    bench =
        new Bench(
            directory.resolve("total"),
            any ->
                new DeliverySettings(
                    List.of(Duration.ofSeconds(5)), Duration.ofDays(1), 16, 5, 100, 20),
            null);
    for (int i = 0; i < 4; i++) {
      bench.endpoint("http://" + i + ".test/");
    }

    bench.publish("order.placed", "ord_1");
    bench.publish("order.placed", "ord_2");

    assertThat(bench.metrics.scrape()).contains("tillgate_deliveries_in_flight 5");
    bench.runSends();
    assertThat(bench.sender.sent).hasSize(8);
    assertThat(bench.sender.urls().subList(0, 4)).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("FLT-T02: a clock set back a day makes nothing wait an extra day")
  void clockSetBack() {
    bench.endpoint(URL);
    bench.publish("order.placed", "ord_1");
    bench.step();

    bench.advance(Duration.ofDays(-1));
    bench.sql("UPDATE deliveries SET status = 'retrying', due_at_ms = 1");
    bench.step();

    assertThat(bench.sender.sent).hasSize(2);
    assertThat(bench.step()).isLessThanOrEqualTo(Duration.ofSeconds(30));
  }
}
