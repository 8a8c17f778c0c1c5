package dev.tillgate.mockpsp.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Receiver;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.SteppedClock;
import dev.tillgate.mockpsp.Wire;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** The control plane. */
class ControlTest {
  private final SteppedClock clock = new SteppedClock();
  private final MockPsp psp =
      MockPsp.start(
          MockPspSettings.inMemory()
              .withCallback(URI.create("http://127.0.0.1:9/nobody"), Receiver.SECRET),
          clock,
          new Random(1));
  private final Shop shop = new Shop(psp);
  private final Wire wire = new Wire(psp);

  @AfterEach
  void stop() {
    psp.close();
  }

  @Test
  void theClockMovesForwardOnlyAndOnRequest() throws Exception {
    wire.control("clock", "{\"advance\":\"P1DT1H\"}");
    ObjectNode backwards = wire.control("clock", "{\"advance\":\"-PT1H\"}");

    assertThat(Instant.parse(wire.control("clock").path("now").asString()))
        .isEqualTo(clock.instant().plus(Duration.ofHours(25)));
    assertThat(backwards.at("/error/param").asString()).isEqualTo("advance");
  }

  @Test
  void theClockDoesNotLeaveTheCenturyAtOnce() throws Exception {
    assertThat(wire.control("clock", "{\"advance\":\"P36501D\"}").at("/error/param").asString())
        .isEqualTo("advance");
  }

  @Test
  void theLedgerOfAnOrderHasTheKeyOfACallThatWasAnsweredWith500() throws Exception {
    String form =
        "amount=5&currency=eur&payment_method_types[]=card&confirm=true&metadata[order_id]=ord_5"
            + "&payment_method=pm_mock_chargeThen500";
    wire.post("/v1/payment_intents", form, "Idempotency-Key", "k1");

    assertThat(wire.control("ledger?order=ord_5").at("/keys/0/executions").asInt()).isEqualTo(1);
  }

  @Test
  void largeRequestsAreRememberedInSmallerNumber() throws Exception {
    String large = "colour=" + "x".repeat(900_000);
    for (int i = 0; i < 30; i++) {
      wire.post("/v1/payment_intents", large);
    }

    assertThat(wire.control("requests?limit=100").path("requests")).hasSizeBetween(1, 18);
  }

  @Test
  void theLedgerTellsWhatWasTakenForAnOrder() throws Exception {
    shop.pay("pm_card_visa");
    ObjectNode ledger = wire.control("ledger?order=ord_1");

    assertThat(ledger.at("/payment_intents/0/status").asString()).isEqualTo("succeeded");
    assertThat(ledger.at("/payment_intents/0/captured").asInt()).isEqualTo(1099);
    assertThat(ledger.at("/payment_intents/0/refunded").asInt()).isZero();
    assertThat(ledger.at("/payment_intents/0/charges").asInt()).isEqualTo(1);
    assertThat(ledger.at("/payment_intents/0/metadata/order_id").asString()).isEqualTo("ord_1");
    assertThat(wire.control("ledger?order=ord_2").path("payment_intents")).isEmpty();
  }

  @Test
  void aResetForgetsEverythingButTheFirstEndpoints() throws Exception {
    shop.pay("pm_card_visa");
    wire.control("clock", "{\"advance\":\"P1D\"}");
    wire.control("reset", "");

    assertThat(shop.api().paymentIntents().list().getData()).isEmpty();
    assertThat(shop.api().events().list().getData()).isEmpty();
    assertThat(shop.api().webhookEndpoints().list().getData()).hasSize(1);
    assertThat(wire.control("clock").path("now").asString()).isEqualTo(clock.instant().toString());
  }

  @Test
  void theLastRequestsAreShownWithTheirAnswersAndWithoutKeys() throws Exception {
    shop.open();
    wire.get("/v1/payment_intents/pi_none");
    ObjectNode requests = wire.control("requests?limit=1");

    assertThat(requests.path("requests")).hasSize(1);
    assertThat(requests.at("/requests/0/path").asString()).endsWith("/pi_none");
    assertThat(requests.at("/requests/0/status").asInt()).isEqualTo(404);
    assertThat(requests.toString()).doesNotContain("sk_test");
  }

  @Test
  void cardNumbersAndSecretsAreNotShownWithTheRequests() throws Exception {
    wire.post("/v1/payment_intents", "payment_method_data[card][number]=4242424242424242");
    wire.post("/v1/payment_intents", "a=4242%204242+4242-4242&amount=1099");
    wire.post("/v1/webhook_endpoints", "url=http://127.0.0.1:9/&enabled_events[]=*");

    String shown = wire.control("requests").toString();

    assertThat(shown).contains("amount=1099", "whsec_****").doesNotContain("4242");
    assertThat(shown).doesNotContainPattern("whsec_\\w");
  }

  @Test
  void aBodyThatComesLateDoesNotCostTheConnection() throws Exception {
    String reset = "POST /_mock/reset HTTP/1.1\r\nHost: mock\r\nContent-Length: 2\r\n\r\n";
    String clock = "GET /_mock/clock HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), psp.port())) {
      socket.getOutputStream().write(reset.getBytes(UTF_8));
      wire.control("ledger"); // The head has been heard by now.
      socket.getOutputStream().write(("{}" + clock).getBytes(UTF_8));

      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .contains("\"reset\":true")
          .contains("\"now\":");
    }
  }

  @Test
  void withoutFaultsThereIsNoControlPlane() throws Exception {
    MockPspSettings settings =
        new MockPspSettings(
            "127.0.0.1",
            0,
            Optional.empty(),
            Optional.of("sk_test_1"),
            List.of(),
            1.0,
            false,
            OptionalLong.empty());
    try (MockPsp plain = MockPsp.start(settings)) {
      assertThat(new Wire(plain).get("/_mock/ledger").statusCode()).isEqualTo(404);
      assertThat(new Shop(plain).pay("pm_card_visa").getStatus()).isEqualTo("succeeded");
    }
  }
}
