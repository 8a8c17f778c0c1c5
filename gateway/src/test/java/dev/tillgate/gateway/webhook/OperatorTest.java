package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorTest {
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
  void aDeadOrParkedOneCanBeGivenUpAndNothingBringsItBack() {
    String endpoint = bench.endpoint(URL);
    bench.publish("order.placed", "ord_1");
    bench.publish("order.placed", "ord_2");
    bench.runSends();
    bench.sql(
        "UPDATE deliveries SET status = CASE order_id WHEN 'ord_1' THEN 'dead' ELSE 'parked' END");
    String dead = bench.one("SELECT id FROM deliveries WHERE status = 'dead'");
    String parked = bench.one("SELECT id FROM deliveries WHERE status = 'parked'");

    assertThat(bench.client.delete("/v1/deliveries/" + dead).status()).isEqualTo(204);
    assertThat(bench.client.delete("/v1/deliveries/" + parked).status()).isEqualTo(204);

    Client.Seen shown = bench.client.get("/v1/deliveries/" + dead);
    assertThat(shown.text("/status")).isEqualTo("canceled");
    assertThat(shown.text("/reason")).isEqualTo("deleted by an operator");
    assertThat(bench.client.post("/v1/deliveries/" + dead + "/retry").status()).isEqualTo(409);
    assertThat(bench.client.delete("/v1/deliveries/" + dead).status()).isEqualTo(409);
    String body = "{\"dry_run\":true,\"endpoint\":\"" + endpoint + "\"}";
    assertThat(bench.client.post("/v1/replays", body).body().at("/matched").asInt()).isZero();
    assertThat(bench.one("SELECT COUNT(*) FROM events")).isEqualTo("2");
  }

  @Test
  void whatIsDeliveredOrOnItsWayCannotBeGivenUp() {
    bench.endpoint(URL);
    bench.publish("order.placed", "ord_1");
    String id = bench.one("SELECT id FROM deliveries");

    assertThat(bench.client.delete("/v1/deliveries/" + id).status()).isEqualTo(409);
    bench.runSends();

    assertThat(bench.client.delete("/v1/deliveries/" + id).text("/code"))
        .isEqualTo("delivery-not-deletable");
    assertThat(bench.one("SELECT status FROM deliveries")).isEqualTo("delivered");
    assertThat(bench.client.delete("/v1/deliveries/dlv_none").status()).isEqualTo(404);
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
}
