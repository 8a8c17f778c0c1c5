package dev.tillgate.system.scenario;

import static dev.tillgate.system.stage.Stage.PATIENCE;
import static dev.tillgate.system.stage.Stage.STOCK;
import static dev.tillgate.system.stage.Stage.TEA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.system.playground.Playground;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Ports;
import dev.tillgate.system.playground.Purchase;
import dev.tillgate.system.playground.Reply;
import dev.tillgate.system.playground.Shop;
import dev.tillgate.system.playground.Wiring;
import dev.tillgate.system.process.Server;
import dev.tillgate.system.stage.AtOnce;
import dev.tillgate.system.stage.SignedCallback;
import dev.tillgate.system.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Two gateways on one database; the provider calls one of them back. */
class TwoGatewaysTest {
  private static final Purchase PURCHASE = Purchase.of(TEA, "pm_card_visa");

  // A wait that nobody ends is longer than the test may be.
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String[] WAITING = {"Prefer", "wait=60"};
  private static final int TEST_SECONDS = 45;

  @RegisterExtension final Stage stage = Stage.forNodes();

  @BeforeEach
  void startTheOneThatIsCalledBack() {
    stage.startGateway();
    stage.fillShelf();
  }

  @Test
  @Timeout(TEST_SECONDS)
  @DisplayName("ruling 12 a shopper who waits at one gateway is woken by a callback to another")
  void theCallbackToOneWakesWhoWaitsAtTheOther() {
    Shop other = stage.shop(another());

    Reply bought = other.checkOut(PURCHASE, WAITING).expect(201);

    assertThat(bought.text("/status")).isEqualTo("confirmed");
    stage.books().agree(STOCK);
  }

  @Test
  @Timeout(TEST_SECONDS)
  @DisplayName("ruling 12 so is whoever waits for an order there")
  void theCallbackToOneWakesWhoWaitsForTheOrderAtTheOther() {
    Shop other = stage.shop(another());
    Purchase careful = Purchase.of(TEA, "pm_card_authenticationRequired");
    Reply asked = other.checkOut(careful).expect(202);
    CompletableFuture<JsonNode> waiting =
        CompletableFuture.supplyAsync(() -> other.finished(asked.text("/id"), LONG));

    stage.psp().authenticate(asked.text("/payment/provider_payment_id"));

    assertThat(waiting.join().path("status").asString()).isEqualTo("confirmed");
    stage.books().agree(STOCK);
  }

  @Test
  @Timeout(TEST_SECONDS)
  @DisplayName("PAY-H2, ruling 11 the same key at two gateways at once gives one order")
  void theSameKeyAtTwoGatewaysAtOnceGivesOneOrder() throws InterruptedException {
    List<Shop> shops = List.of(stage.shop(), stage.shop(another()));

    List<Reply> answers =
        AtOnce.times(20, number -> shops.get(number % 2).checkOut("key-1", PURCHASE, WAITING));

    List<JsonNode> orders = stage.shop().orders();
    assertThat(orders).hasSize(1);
    String order = orders.getFirst().path("id").asString();
    assertThat(answers.stream().map(TwoGatewaysTest::outcome).collect(Collectors.toSet()))
        .contains("201 " + order)
        .isSubsetOf(Set.of("201 " + order, "409 idempotency-key-in-use"));
    assertThat(stage.books().charges(order)).isEqualTo(1);
    stage.books().agree(STOCK);
  }

  @Test
  @Timeout(TEST_SECONDS)
  @DisplayName("PAY-C8, ruling 11 the gateway that held a key died: another goes on with its order")
  void whenOneDiesWithAKeyAnotherGoesOn() throws InterruptedException {
    Wiring elsewhere = stage.wiring().at(Ports.free());
    Server mortal = stage.closeLater(Server.gateway(elsewhere));
    Purchase untold = Purchase.of(TEA, "pm_mock_callbackNever");
    CompletableFuture<Reply> cutOff =
        CompletableFuture.supplyAsync(
            () -> stage.shop(elsewhere).checkOut("key-1", untold, WAITING));
    Poll.until("the charge", PATIENCE, () -> successes().size() == 1);

    mortal.kill();
    assertThat(cutOff.handle((reply, failure) -> failure).join()).isNotNull();
    CompletableFuture<Reply> repeat =
        CompletableFuture.supplyAsync(() -> stage.shop().checkOut("key-1", untold, WAITING));
    SignedCallback.of(successes().get(0)).send(stage.wiring()).expect(200);

    assertThat(repeat.join().status()).isEqualTo(201);
    assertThat(stage.shop().orders()).hasSize(1);
    assertThat(stage.books().charges(repeat.join().text("/id"))).isEqualTo(1);
  }

  @Test
  @Timeout(TEST_SECONDS)
  @DisplayName(
      "FLT-S21, ruling 28 a gateway with another master key exits 2, the first is unharmed")
  void aGatewayWithAnotherMasterKeyIsRefused() throws InterruptedException, IOException {
    Path other = Files.writeString(stage.wiring().data().resolve("other.key"), "0".repeat(64));
    Server second =
        stage.closeLater(
            Server.refusedGateway(stage.wiring().at(Ports.free()), "--master-key-file=" + other));

    assertThat(second.exitStatus(PATIENCE)).isEqualTo(2);

    assertThat(Files.readAllLines(Server.log(stage.wiring())))
        .last()
        .asString()
        .contains("another master key", "--master-key-file");
    another(); // And nobody was counted who is not there.
    stage.shop().checkOut(PURCHASE).expect(201);
    stage.books().agree(STOCK);
  }

  @Test
  @Timeout(TEST_SECONDS)
  void aGatewayThatFindsItsPortTakenLeavesTheOthers() {
    assertThatThrownBy(() -> Playground.startGateway(stage.wiring()))
        .hasMessageContaining(String.valueOf(stage.wiring().port()));

    another();
    stage.shop().checkOut(PURCHASE).expect(201);
  }

  /** One that knows, and is known to, the first. */
  private Wiring another() {
    Wiring another = stage.startAnotherGateway();
    Poll.until(
        "acquaintance",
        PATIENCE,
        () -> stage.shop().http().get("/metrics").body(),
        page -> page.contains("tillgate_nodes 2"));
    return another;
  }

  private JsonNode successes() {
    return stage.provider().events("payment_intent.succeeded");
  }

  private static String outcome(Reply reply) {
    return reply.status() + " " + reply.text(reply.status() == 201 ? "/id" : "/code");
  }
}
