package dev.tillgate.system.scenario;

import static dev.tillgate.system.stage.Stage.PATIENCE;
import static dev.tillgate.system.stage.Stage.STOCK;
import static dev.tillgate.system.stage.Stage.TEA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Purchase;
import dev.tillgate.system.playground.Reply;
import dev.tillgate.system.process.Server;
import dev.tillgate.system.stage.Stage;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** A gateway that is asked to stop does so in time and owes nobody anything. */
class StopTest {
  private static final Duration DRAIN = Duration.ofSeconds(10);
  private static final int SHOPPERS = 8;
  private static final int ENOUGH = 40;

  @RegisterExtension final Stage stage = Stage.withoutGateway();
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();

  @Test
  @DisplayName("FLT-D17 SIGTERM under load drains within ten seconds and loses nothing")
  void sigtermUnderLoadDrainsWithinTenSecondsAndLosesNothing() throws InterruptedException {
    Server gateway = stage.closeLater(Server.gateway(stage.wiring()));
    stage.fillShelf();
    AtomicBoolean closed = new AtomicBoolean();
    try (ExecutorService shoppers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < SHOPPERS; i++) {
        shoppers.execute(() -> shopUntil(closed));
      }
      Poll.until("some load", PATIENCE, () -> accepted.size() >= ENOUGH);

      gateway.terminate();

      assertThat(gateway.exitStatus(DRAIN)).isZero();
      closed.set(true);
    }

    stage.closeLater(Server.gateway(stage.wiring()));
    Set<String> orders = Poll.until("all to finish", PATIENCE, this::finished, this::isEveryOrder);
    assertThat(orders).containsAll(accepted);
    stage.books().agree(STOCK);
  }

  @Test
  @DisplayName("FLT-D17 SIGTERM does not wait for a receiver that hangs")
  void sigtermDoesNotWaitForAReceiverThatHangs() throws InterruptedException {
    Server gateway = stage.closeLater(Server.gateway(stage.wiring()));
    stage.fillShelf();
    AtomicBoolean over = new AtomicBoolean();
    var hanging = stage.subscriber(message -> hang(over));
    stage.shop().checkOut(Purchase.of(TEA, "pm_card_visa")).expect(201);
    Poll.until("the deliveries", PATIENCE, () -> hanging.received().size() == 2);

    gateway.terminate();

    assertThat(gateway.exitStatus(DRAIN)).isZero();
    over.set(true);
  }

  @Test
  @DisplayName("FLT-D12 a second gateway on the same data exits 3, the first goes on unharmed")
  void aSecondGatewayOnTheSameDataExits3() throws InterruptedException {
    stage.closeLater(Server.gateway(stage.wiring()));
    stage.fillShelf();

    Server second = stage.closeLater(Server.refusedGateway(stage.wiring()));

    assertThat(second.exitStatus(PATIENCE)).isEqualTo(3);
    stage.shop().checkOut(Purchase.of(TEA, "pm_card_visa")).expect(201);
    stage.books().agree(STOCK);
  }

  @Test
  void theShippedProviderStopsWhenAskedAndRemembersEverything() throws InterruptedException {
    stage.stopPsp();
    Server provider = stage.closeLater(Server.mockPsp(stage.wiring()));
    stage.startGateway();
    stage.fillShelf();
    String order = stage.shop().checkOut(Purchase.of(TEA, "pm_card_visa")).expect(201).text("/id");

    provider.terminate();

    assertThat(provider.exitStatus(DRAIN)).isZero();
    stage.closeLater(Server.mockPsp(stage.wiring()));
    assertThat(stage.books().charges(order)).isEqualTo(1);
  }

  private void shopUntil(AtomicBoolean closed) {
    while (!closed.get()) {
      try {
        Reply reply = stage.shop().checkOut(Purchase.of(TEA, "pm_card_visa"), "Prefer", "wait=5");
        if (reply.status() < 300) {
          accepted.add(reply.text("/id"));
        }
      } catch (UncheckedIOException shut) {
        return;
      }
    }
  }

  private Set<String> finished() {
    return stage.shop().orders().stream()
        .filter(order -> order.path("status").asString().equals("confirmed"))
        .map(order -> order.path("id").asString())
        .collect(Collectors.toCollection(HashSet::new));
  }

  private boolean isEveryOrder(Set<String> finished) {
    return stage.shop().orders().stream()
        .map((JsonNode order) -> order.path("id").asString())
        .allMatch(finished::contains);
  }

  private static int hang(AtomicBoolean over) {
    Poll.until("the end of the test", Duration.ofMinutes(1), over::get);
    return 204;
  }
}
