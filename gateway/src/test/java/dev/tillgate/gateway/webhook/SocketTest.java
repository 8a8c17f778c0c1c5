package dev.tillgate.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.tillgate.gateway.platform.Ambient;
import dev.tillgate.gateway.platform.SecretBox;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.metrics.Metrics;
import dev.tillgate.gateway.platform.node.TestNode;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.TestStore;
import dev.tillgate.gateway.webhook.dispatch.DeliverySettings;
import dev.tillgate.gateway.webhook.dispatch.Surroundings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As the gateway runs it: virtual threads, the system clock, real sockets, its own loop. */
class SocketTest {
  private static final int EVENTS = 50;

  @TempDir private Path directory;

  @Test
  void eventsArriveRetryAndSurviveAStop() throws InterruptedException {
    WireMockServer receiver = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    receiver.start();
    CountDownLatch arrived = new CountDownLatch(EVENTS);
    receiver.addMockServiceRequestListener((request, response) -> {
      if (response.getStatus() == 200) {
        arrived.countDown();
      }
    });
    failFirst(receiver);
    try (Database database = TestStore.in(directory)) {
      Webhooks webhooks = webhooks(database);
      webhooks.start();
      try (Client client = new Client(webhooks.features())) {
        client.post("/v1/webhook-endpoints", "{\"url\":\"" + receiver.baseUrl() + "/\"}");
      }
      publish(database, webhooks);

      assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
      webhooks.close();

      assertThat(delivered(database)).isEqualTo(EVENTS);
    } finally {
      receiver.stop();
    }
  }

  @Test
  void theLoopWakesWhenARateLimitLetsTheNextSendBegin() throws InterruptedException {
    CountDownLatch arrived = new CountDownLatch(2);
    WireMockServer receiver = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    receiver.start();
    receiver.stubFor(WireMock.post("/").willReturn(WireMock.ok()));
    receiver.addMockServiceRequestListener((request, response) -> arrived.countDown());
    try (Database database = TestStore.in(directory);
        Webhooks webhooks = webhooks(database);
        Client client = new Client(webhooks.features())) {
      webhooks.start();
      client.post(
          "/v1/webhook-endpoints", "{\"url\":\"" + receiver.baseUrl() + "/\",\"rate_limit\":1}");
      publish(database, webhooks);

      assertThat(arrived.await(20, TimeUnit.SECONDS)).as("before the safety poll").isTrue();
    } finally {
      receiver.stop();
    }
  }

  private static void failFirst(WireMockServer receiver) {
    receiver.stubFor(
        WireMock.post("/")
            .inScenario("first fails")
            .whenScenarioStateIs("Started")
            .willSetStateTo("up")
            .willReturn(WireMock.status(503)));
    receiver.stubFor(
        WireMock.post("/")
            .inScenario("first fails")
            .whenScenarioStateIs("up")
            .willReturn(WireMock.ok()));
  }

  private static void publish(Database database, Webhooks webhooks) {
    for (int i = 0; i < EVENTS; i++) {
      String order = "ord_" + i;
      database.change(tx -> webhooks.outbox().publish(tx, "order.placed", order, Json.object()));
    }
  }

  private static int delivered(Database database) {
    return database.read(tx ->
        tx.query("SELECT COUNT(*) FROM deliveries WHERE status = 'delivered'")
            .mapTo(Integer.class)
            .one());
  }

  private static Webhooks webhooks(Database database) {
    SecureRandom chance = new SecureRandom();
    InstantSource clock = InstantSource.system();
    Ambient ambient = new Ambient(clock, chance);
    return new Webhooks(
        database,
        new SecretBox(new byte[SecretBox.KEY_BYTES], chance),
        new WebhookSettings(
            DeliverySettings.DEFAULT.retrying(List.of(Duration.ofMillis(200)), Duration.ofDays(1)),
            Duration.ofSeconds(5),
            true,
            Set::of),
        new Surroundings(
            clock, chance, ambient.ids(), new Metrics(), TestNode.joined(database, ambient)));
  }
}
