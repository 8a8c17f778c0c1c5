package dev.tillgate.system.scenario;

import static dev.tillgate.system.stage.Stage.PATIENCE;
import static dev.tillgate.system.stage.Stage.STOCK;
import static dev.tillgate.system.stage.Stage.TEA;
import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.tillgate.system.playground.Message;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Purchase;
import dev.tillgate.system.playground.Reply;
import dev.tillgate.system.playground.Subscriber;
import dev.tillgate.system.process.Server;
import dev.tillgate.system.stage.Said;
import dev.tillgate.system.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A gateway moves from SQLite to PostgreSQL, and nobody outside notices. */
@DisabledIfSystemProperty(named = "tillgate.test.engine", matches = "postgresql")
class MoveTest {
  private static final Purchase PURCHASE = Purchase.of(TEA, "pm_card_visa");

  @RegisterExtension final Stage stage = Stage.withoutGateway();
  private Server gateway;

  @BeforeEach
  void start() {
    gateway = stage.closeLater(Server.gateway(stage.wiring()));
    stage.fillShelf();
  }

  @Test
  void whatWasAcceptedAndPromisedIsKeptByTheGatewayOnTheOtherEngine() throws Exception {
    Subscriber down = stage.closeLater(Subscriber.start(message -> 503));
    String secret = stage.shop().subscribe(down.url(), "order.confirmed");
    Reply first = stage.shop().checkOut("key-1", PURCHASE).expect(201);
    Poll.until("a refusal", PATIENCE, () -> !down.received().isEmpty());
    gateway.terminate();
    assertThat(gateway.exitStatus(PATIENCE)).isZero();

    moveWithKeyElsewhere();

    Reply repeat = stage.shop().checkOut("key-1", PURCHASE).expect(201);
    assertThat(repeat.body()).isEqualTo(first.body());
    assertThat(repeat.header("Idempotent-Replayed")).contains("true");
    down.behave(message -> 204);
    awaitDelivery(first.text("/id"));
    Message told = down.received().getLast();
    new Webhook(secret).verify(told.body(), headers(told));
    stage.books().agree(STOCK);
  }

  @Test
  void aGatewayThatWasKilledCanBeMovedToo() throws Exception {
    Subscriber down = stage.closeLater(Subscriber.start(message -> 503));
    stage.shop().subscribe(down.url(), "order.*");
    String order = stage.shop().checkOut(PURCHASE).expect(201).text("/id");
    gateway.kill();
    down.behave(message -> 204);

    moveWithKeyElsewhere();

    awaitDelivery(order);
    String later = stage.shop().checkOut(PURCHASE).expect(201).text("/id");
    awaitDelivery(later);
    Poll.until(
        "the events, the new behind the old",
        PATIENCE,
        () ->
            stage.shop().events().stream()
                .map(event -> event.path("order_id").asString(""))
                .toList(),
        List.of(order, order, later, later)::equals);
    stage.books().agree(STOCK);
  }

  @Test
  void aGatewayThatRunsIsNotMoved() throws Exception {
    String old = stage.wiring().gatewayData().toString();

    Said said = Said.by("migrate-store", "--from=" + old, "--to=jdbc:postgresql:none");

    assertThat(said.status()).isEqualTo(3);
    assertThat(said.lines()).singleElement().asString().contains(old);
  }

  /** The next gateway is to find nothing in the old directory. */
  private void moveWithKeyElsewhere() throws IOException, InterruptedException {
    Path old = stage.wiring().gatewayData();
    stage.changeToPostgres();

    Said said =
        Said.by(
            "migrate-store", "--from=" + old, "--to=" + stage.wiring().databaseUrl().orElseThrow());

    assertThat(said.lines()).last().asString().contains("--master-key-file " + old);
    assertThat(said.status()).isZero();
    Path kept = Files.move(old, old.resolveSibling("kept"));
    gateway =
        stage.closeLater(
            Server.gateway(stage.wiring(), "--master-key-file=" + kept.resolve("master.key")));
  }

  private void awaitDelivery(String order) {
    Poll.until(
        "the delivery",
        PATIENCE,
        () ->
            stage.shop().deliveriesOf(order).stream()
                .map(delivery -> delivery.path("status").asString())
                .collect(Collectors.toSet()),
        states -> states.equals(Set.of("delivered")));
  }

  private static Map<String, List<String>> headers(Message message) {
    return message.headers().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
  }
}
