package dev.tillgate.system.scenario;

import static dev.tillgate.system.stage.Stage.PATIENCE;
import static dev.tillgate.system.stage.Stage.STOCK;
import static dev.tillgate.system.stage.Stage.TEA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.system.playground.HttpClient;
import dev.tillgate.system.playground.Message;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Ports;
import dev.tillgate.system.playground.Purchase;
import dev.tillgate.system.playground.Reply;
import dev.tillgate.system.playground.Subscriber;
import dev.tillgate.system.playground.Wiring;
import dev.tillgate.system.process.Server;
import dev.tillgate.system.stage.Cable;
import dev.tillgate.system.stage.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Of two gateways one is cut off from the database, and learns it only by silence. */
class PartitionTest {
  private static final String LEASE = "--node-lease=PT6S";
  private static final Purchase PURCHASE = Purchase.of(TEA, "pm_card_visa");

  @RegisterExtension final Stage stage = Stage.forHastyNodes();
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicBoolean isFirst = new AtomicBoolean(true);
  private Cable cable;
  private Wiring cutOff;

  @BeforeEach
  void start() {
    Wiring there = stage.wiring();
    cable = stage.closeLater(Cable.to(there.databaseUrl().orElseThrow()));
    cutOff = there.at(Ports.free()).on(cable.url());
    stage.closeLater(Server.gateway(cutOff, LEASE)); // It came first, so it leads.
    stage.closeLater(Server.gateway(there, LEASE));
    stage.fillShelf();
  }

  @AfterEach
  void letGo() {
    over.countDown();
  }

  @Test
  @DisplayName(
      "FLT-P05 a gateway that is cut off refuses early, is taken over from, and changes nothing late")
  void whoeverIsCutOffIsTakenOverFrom() {
    Subscriber subscriber = stage.closeLater(Subscriber.start(this::firstOneHangs));
    stage.shop().subscribe(subscriber.url(), "order.placed");
    String order = buyAt(cutOff);
    Poll.until("the delivery to begin", PATIENCE, () -> subscriber.received().size() == 1);

    cable.cut();

    assertThat(stage.shop(cutOff).checkOut(PURCHASE).status()).isEqualTo(503);
    assertThat(http(cutOff).get("/readyz").status()).isEqualTo(503);
    assertThat(http(cutOff).get("/healthz").status()).as("a restart helps nobody").isEqualTo(200);
    Poll.until("the other to deliver", PATIENCE, () -> isDelivered(order));
    assertThat(log()).contains("node.roll nodes=1 leads=true");
    String meanwhile = buyAt(stage.wiring());

    over.countDown(); // What it began is answered with 410 Gone, far too late.
    cable.mend();

    Poll.until("its return", PATIENCE, () -> log().contains("node.rejoined"));
    String afterwards = buyAt(cutOff);
    Poll.until("all news", PATIENCE, () -> isDelivered(meanwhile) && isDelivered(afterwards));
    assertThat(isDelivered(order)).isTrue();
    assertThat(told(subscriber, order)).as("once more than once").hasSize(2);
    assertThat(told(subscriber, meanwhile)).hasSize(1);
    assertThat(told(subscriber, afterwards)).hasSize(1);
    assertThat(http(cutOff).get("/readyz").status()).isEqualTo(200);
    stage.books().agree(STOCK);
  }

  private int firstOneHangs(Message message) {
    if (!isFirst.compareAndSet(true, false)) {
      return 204;
    }
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 410;
  }

  private String buyAt(Wiring gateway) {
    Reply bought = stage.shop(gateway).checkOut(PURCHASE, "Prefer", "wait=30").expect(201);
    return bought.text("/id");
  }

  private boolean isDelivered(String order) {
    List<JsonNode> deliveries = stage.shop().deliveriesOf(order);
    return deliveries.size() == 1
        && deliveries.getFirst().path("status").asString().equals("delivered");
  }

  private static List<Message> told(Subscriber subscriber, String order) {
    return subscriber.received().stream().filter(message -> message.order().equals(order)).toList();
  }

  private HttpClient http(Wiring node) {
    return stage.shop(node).http();
  }

  private String log() {
    try {
      return Files.readString(Server.log(stage.wiring()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
