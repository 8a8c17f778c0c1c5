package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.webhook.delivery.Reply;
import dev.tillgate.gateway.webhook.delivery.Wishes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person asks to be sent again is sent, though the breaker is open. */
class AskedTest {
  private static final String URL = "http://a.test/";
  private static final Reply DOWN = new Reply.Unanswered("timeout");

  @TempDir private Path directory;
  private Bench bench;
  private String endpoint = "";

  @BeforeEach
  void open() {
    bench = new Bench(directory);
    endpoint = bench.endpoint(URL);
    bench.sender.at(URL, DOWN);
    for (int i = 0; i < 20; i++) {
      bench.publish("order.placed", "ord_" + i);
      bench.runSends();
    }
    assertThat(breaker()).isEqualTo("open");
    assertThat(bench.sender.sent).hasSize(5);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void itIsSentAtOnceAndWhenItArrivesTheEndpointComesBack() {
    bench.sender.at(URL, FakeSender.OK);

    Client.Seen answer = retry("ord_19");
    assertThat(answer.text("/status")).isEqualTo("pending");
    bench.dispatchDue();
    bench.runOneSend();

    assertThat(status("ord_19")).isEqualTo("delivered");
    assertThat(breaker()).isEqualTo("half_open");
    bench.advance(Duration.ofMinutes(2));
    for (int i = 0; i < 6; i++) {
      bench.step();
    }
    assertThat(bench.one("SELECT COUNT(*) FROM deliveries WHERE status = 'delivered'"))
        .isEqualTo("20");
  }

  @Test
  void whenItFailsItWaitsByItsOwnScheduleAndTheBreakerStaysAsItWas() {
    String probe = nextProbe();

    retry("ord_19");
    bench.step();
    bench.step();

    assertThat(bench.sender.sent).as("once, nothing after it").hasSize(6);
    assertThat(breaker()).isEqualTo("open");
    assertThat(nextProbe()).as("the probes are not put off").isEqualTo(probe);
    Client.Seen failed = shown("ord_19");
    assertThat(failed.text("/status")).isEqualTo("parked");
    assertThat(failed.text("/attempt_count")).isEqualTo("1");
    assertThat(due("ord_19")).as("its first retry wait").isBetween(in(4), in(6));
  }

  @Test
  void theNextProbeIsSentInTimeThoughSomebodyHasAskedMeanwhile() {
    bench.advance(untilProbe());
    bench.step();
    bench.advance(untilProbe().minusSeconds(1));
    bench.step(); // The safety poll has looked, and is not due again for half a minute.
    retry("ord_19");
    bench.step();
    int sent = bench.sender.sent.size();

    bench.advance(Duration.ofSeconds(1));
    bench.step();

    assertThat(bench.sender.sent).hasSize(sent + 1);
  }

  @Test
  void manyAtOnceGoOneAtATime() {
    for (int i = 10; i < 20; i++) {
      retry("ord_" + i);
      retry("ord_" + i);
    }

    bench.dispatchDue();
    bench.settleHooks();
    assertThat(bench.inFlight()).isEqualTo(1);
    for (int sent = 1; sent < 10; sent++) {
      bench.runOneSend();
      bench.dispatchDue();
      bench.settleHooks();
      assertThat(bench.inFlight()).isEqualTo(1);
    }
    bench.step();

    assertThat(bench.sender.sent).as("each once").hasSize(15);
    assertThat(bench.one("SELECT SUM(asked) FROM deliveries")).isEqualTo("0");
  }

  @Test
  void whoAsksIsNotToldThatTheBreakerHoldsItBack() {
    retry("ord_19");

    assertThat(shown("ord_19").text("/status")).isEqualTo("pending");
    assertThat(bench.client.get("/v1/deliveries?status=pending&order=ord_19").text("/data/0/id"))
        .isEqualTo(id("ord_19"));
    assertThat(bench.client.get("/v1/deliveries?status=parked&order=ord_19").body().at("/data"))
        .isEmpty();
    String event = bench.one("SELECT event_id FROM deliveries WHERE order_id = 'ord_19'");
    assertThat(bench.client.get("/v1/events/" + event + "/timeline").text("/next/text"))
        .contains("as soon as its turn comes");
  }

  @Test
  void aWishSurvivesARestartUntilItsSendBegins() {
    retry("ord_19");
    bench.dispatchDue();
    bench.settleHooks();
    assertThat(bench.inFlight()).as("claimed, not begun").isEqualTo(1);
    bench.kill();

    bench = new Bench(directory);
    bench.sender.at(URL, DOWN);
    bench.step();
    assertThat(bench.sender.sent).hasSize(1);
    bench.kill();

    bench = new Bench(directory);
    bench.sender.at(URL, DOWN);
    bench.step();
    assertThat(bench.sender.sent).as("it was sent; the breaker holds it again").isEmpty();
  }

  @Test
  void theReceiversOwnWishToWaitIsHeeded() {
    bench.sender.at(URL, FakeSender.askedToWait(429, "60"));
    retry("ord_18");
    bench.step();
    assertThat(bench.sender.sent).hasSize(6);

    retry("ord_19");
    bench.step();
    assertThat(bench.sender.sent).hasSize(6);
    bench.sender.at(URL, FakeSender.OK);
    bench.advance(Duration.ofSeconds(61));
    bench.dispatchDue();
    bench.runOneSend();

    assertThat(status("ord_19")).as("before those that nobody asked for").isEqualTo("delivered");
  }

  @Test
  void theTimeBehindTheBreakerDoesNotCountWhenAPersonAsks() {
    bench.advance(Duration.ofDays(40));
    bench.step();

    retry("ord_19");
    bench.step();

    assertThat(status("ord_19")).isNotEqualTo("dead");
  }

  @Test
  void inOrderItWaitsForThoseBeforeItAndThenPassesTheBreaker() {
    bench.sql("UPDATE deliveries SET status = 'delivered' WHERE claimed_by IS NULL");
    bench.client.patch("/v1/webhook-endpoints/" + endpoint, "{\"ordered\":true}");
    bench.publish("order.placed", "ord_x");
    bench.publish("order.confirmed", "ord_x");
    String first = bench.one("SELECT MIN(id) FROM deliveries WHERE order_id = 'ord_x'");
    String second = bench.one("SELECT MAX(id) FROM deliveries WHERE order_id = 'ord_x'");
    bench.sender.at(URL, FakeSender.status(400));

    bench.client.post("/v1/deliveries/" + second + "/retry");
    bench.step();
    assertThat(bench.sender.sent).as("its turn has not come").hasSize(5);
    bench.sender.at(URL, FakeSender.asking(400, new Wishes(null, null, false, true)));
    bench.client.patch(
        "/v1/webhook-endpoints/" + endpoint, "{\"ordered\":true,\"ordered_policy\":\"skip\"}");
    bench.client.post("/v1/deliveries/" + first + "/retry");
    bench.step();
    bench.step();

    assertThat(breaker()).isEqualTo("open");
    assertThat(bench.sender.sent).hasSize(7);
  }

  private Client.Seen retry(String order) {
    Client.Seen answer = bench.client.post("/v1/deliveries/" + id(order) + "/retry");
    assertThat(answer.status()).isEqualTo(202);
    bench.settleHooks();
    return answer;
  }

  private Client.Seen shown(String order) {
    return bench.client.get("/v1/deliveries/" + id(order));
  }

  private String id(String order) {
    return bench.one("SELECT id FROM deliveries WHERE order_id = '" + order + "'");
  }

  private String status(String order) {
    return bench.one("SELECT status FROM deliveries WHERE order_id = '" + order + "'");
  }

  private Instant due(String order) {
    return Instant.ofEpochMilli(
        Long.parseLong(
            bench.one("SELECT due_at_ms FROM deliveries WHERE order_id = '" + order + "'")));
  }

  private String breaker() {
    return bench.client.get("/v1/webhook-endpoints/" + endpoint).text("/breaker");
  }

  private String nextProbe() {
    return bench.client.get("/v1/webhook-endpoints/" + endpoint).text("/next_probe_at");
  }

  private Duration untilProbe() {
    return Duration.between(bench.clock.instant(), Instant.parse(nextProbe()));
  }

  private Instant in(int seconds) {
    return bench.clock.instant().plusSeconds(seconds);
  }
}
