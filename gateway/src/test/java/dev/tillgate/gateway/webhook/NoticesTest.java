package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.webhook.delivery.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Events about the gateway itself, for those who subscribe to them. */
class NoticesTest {
  private static final String URL = "http://a.test/";
  private static final String WATCHER = "http://watcher.test/";

  @TempDir private Path directory;
  private Bench bench;
  private String endpoint = "";

  @BeforeEach
  void open() {
    bench = new Bench(directory);
    endpoint = bench.endpoint(URL, "*");
    bench.endpoint(WATCHER, "endpoint.*", "delivery.*");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void theWatcherIsToldThatAnEndpointWasDisabledAndThatItWorksAgain() {
    bench.sender.at(URL, FakeSender.status(410));
    bench.publish("order.placed", "ord_1");
    bench.runSends();
    bench.sender.at(URL, FakeSender.OK);
    bench.client.post("/v1/webhook-endpoints/" + endpoint + "/enable", "");
    bench.runSends();

    assertThat(watched())
        .extracting(NoticesTest::type)
        .containsExactly("endpoint.disabled", "endpoint.recovered");
    assertThat(watched().getFirst().at("/data/endpoint/id").stringValue()).isEqualTo(endpoint);
    assertThat(watched().getFirst().at("/data/endpoint/disabled_reason").stringValue())
        .isEqualTo("the receiver answered 410");
  }

  @Test
  void nobodyIsToldAboutItself() {
    bench.client.post("/v1/webhook-endpoints/" + endpoint + "/disable", "");
    bench.client.post("/v1/webhook-endpoints/" + endpoint + "/enable", "");
    bench.runSends();

    assertThat(bench.sender.urls()).containsOnly(WATCHER);
  }

  @Test
  void aBreakerThatClosesIsARecovery() {
    bench.sender.at(URL, new Reply.Unanswered("timeout"));
    for (int i = 0; i < 5; i++) {
      bench.publish("order.placed", "ord_1");
      bench.runSends();
    }
    bench.sender.at(URL, FakeSender.OK);
    for (int i = 0; i < 20; i++) {
      bench.publish("order.placed", "ord_1");
    }
    bench.advance(Duration.ofSeconds(7));
    for (int round = 0; round < 5; round++) {
      bench.step();
    }

    assertThat(watched()).extracting(NoticesTest::type).containsExactly("endpoint.recovered");
    assertThat(watched().getFirst().at("/data/endpoint/breaker").stringValue()).isEqualTo("closed");
  }

  @Test
  void aDeliveryThatEndsDeadIsToldOnceAndItsOwnDeathIsNot() {
    bench.sender.at(URL, FakeSender.status(500));
    bench.sender.at(WATCHER, FakeSender.status(500));
    bench.publish("order.placed", "ord_1");
    bench.runSends();
    for (int round = 0; round < 3; round++) {
      bench.sql("UPDATE deliveries SET retry_until_ms = 1, due_at_ms = 1 WHERE claimed_by IS NULL");
      bench.advance(Duration.ofHours(1));
      bench.step();
    }

    assertThat(bench.one("SELECT COUNT(*) FROM deliveries WHERE status = 'dead'")).isEqualTo("2");
    assertThat(bench.one("SELECT COUNT(*) FROM events WHERE type = 'delivery.dead'"))
        .isEqualTo("1");
    assertThat(watched().getFirst().at("/data/delivery/endpoint").stringValue())
        .isEqualTo(endpoint);
    assertThat(watched().getFirst().at("/data/delivery/reason").stringValue())
        .isEqualTo("no more retries: the receiver answered 500");
  }

  private List<JsonNode> watched() {
    return bench.sender.sent.stream()
        .filter(sent -> sent.target().endpoint().settings().url().equals(WATCHER))
        .map(sent -> (JsonNode) Json.parse(sent.payload()))
        .toList();
  }

  private static String type(JsonNode event) {
    return event.get("type").stringValue();
  }
}
