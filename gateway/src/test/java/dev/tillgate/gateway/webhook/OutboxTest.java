package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.platform.http.Json;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
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
  void anEventReachesEveryEndpointThatWantsIt() {
    bench.endpoint("http://a.test/", "order.*");
    bench.endpoint("http://b.test/", "order.confirmed", "stock.low");
    bench.endpoint("http://c.test/", "stock.*");

    bench.publish("order.confirmed", "ord_1");
    bench.runSends();

    assertThat(bench.sender.urls()).containsExactly("http://a.test/", "http://b.test/");
    assertThat(bench.one("SELECT COUNT(*) FROM deliveries WHERE status = 'delivered'"))
        .isEqualTo("2");
  }

  @Test
  void thePayloadIsFrozenAndEveryAttemptSendsTheSameBytesAndId() {
    bench.endpoint("http://a.test/");
    bench.sender.at("http://a.test/", FakeSender.status(500));
    String id = bench.publish("order.placed", "ord_1").value();
    bench.runSends();

    bench.advance(Duration.ofSeconds(7));
    bench.step();

    assertThat(bench.sender.sent).hasSize(2);
    assertThat(bench.sender.payload(0))
        .isEqualTo(bench.sender.payload(1))
        .isEqualTo(
            """
            {"id":"%s","type":"order.placed","timestamp":"2026-03-14T09:26:53.589Z","sequence":1,\
            "data":{"about":"order.placed"}}\
            """
                .formatted(id));
    assertThat(bench.sender.sent).extracting(sent -> sent.id().value()).containsOnly(id);
  }

  @Test
  void theEventsOfAnOrderAreNumberedWithoutHoles() {
    bench.publish("order.placed", "ord_1");
    bench.publish("order.placed", "ord_2");
    failingPublish();
    bench.publish("order.confirmed", "ord_1");
    bench.publish("stock.low", null);

    assertThat(bench.rows("SELECT order_id, sequence FROM events ORDER BY position"))
        .extracting(row -> row.get("order_id") + "/" + row.get("sequence"))
        .containsExactly("ord_1/1", "ord_2/1", "ord_1/2", "null/null");
  }

  @Test
  void whatIsRolledBackIsNeverSentAndKeepsNoPlaceInMemory() {
    bench.endpoint("http://a.test/");

    failingPublish();
    bench.runSends();

    assertThat(bench.sender.sent).isEmpty();
    assertThat(bench.metrics.scrape()).contains("tillgate_deliveries_in_memory 0");
  }

  @Test
  void aDisabledEndpointGetsNoNewDeliveries() {
    String id = bench.endpoint("http://a.test/");

    bench.client.post("/v1/webhook-endpoints/" + id + "/disable");
    bench.publish("order.placed", "ord_1");

    assertThat(bench.one("SELECT COUNT(*) FROM deliveries")).isEqualTo("0");
  }

  private void failingPublish() {
    assertThatThrownBy(() ->
            bench.database.change(tx -> {
              bench.webhooks.outbox().publish(tx, "order.placed", "ord_1", Json.object());
              throw new IllegalStateException("no");
            }))
        .hasMessage("no");
  }
}
