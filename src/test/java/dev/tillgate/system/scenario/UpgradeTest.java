package dev.tillgate.system.scenario;

import static dev.tillgate.system.stage.Stage.PATIENCE;
import static dev.tillgate.system.stage.Stage.TEA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.system.playground.Message;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Ports;
import dev.tillgate.system.playground.Purchase;
import dev.tillgate.system.playground.Reply;
import dev.tillgate.system.playground.Subscriber;
import dev.tillgate.system.playground.Wiring;
import dev.tillgate.system.process.Server;
import dev.tillgate.system.process.ShippedJar;
import dev.tillgate.system.stage.Said;
import dev.tillgate.system.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Gateways of two versions on one database: the later one has added to its schema. */
class UpgradeTest {
  private static final int SHOPPERS = 4;
  private static final int SOME = 15;
  private static final String EXPANSION =
      """
      ALTER TABLE orders ADD COLUMN gift_note text;
      CREATE TABLE gift_wraps (order_id text COLLATE "C" NOT NULL PRIMARY KEY, paper text NOT NULL);
      """;

  @RegisterExtension final Stage stage = Stage.forHastyNodes();
  private final Set<String> confirmed = ConcurrentHashMap.newKeySet();
  private final Queue<Reply> others = new ConcurrentLinkedQueue<>();
  private Wiring older;
  private Wiring newer;
  private Path additions;

  @BeforeEach
  void writeTheNextVersion() throws IOException {
    older = stage.wiring();
    newer = older.at(Ports.free());
    additions = older.data().resolve("next");
    Path migrations = additions.resolve("dev/tillgate/gateway/db/postgresql");
    Files.writeString(Files.createDirectories(migrations).resolve("V99__gifts.sql"), EXPANSION);
  }

  @Test
  @DisplayName(
      "FLT-P07 a later version changes the schema under load: both serve, the earlier one may start"
          + " again, nothing is lost")
  void bothVersionsServe() throws InterruptedException {
    Server first = stage.closeLater(Server.gateway(older));
    stage.fillShelf();
    Subscriber subscriber = stage.subscriber(message -> 204);

    Server next = upgradeUnderLoad();
    buyFrom(newer);
    first.terminate();
    assertThat(first.exitStatus(PATIENCE)).isZero();
    stage.closeLater(Server.gateway(older));
    buyFrom(newer);
    next.terminate(); // They think better of it.
    assertThat(next.exitStatus(PATIENCE)).isZero();
    buyFrom(older);

    assertThat(others).as("answers other than 201").isEmpty();
    assertThat(confirmed).allMatch(order -> stage.books().charges(order) == 1);
    Poll.until("all news", PATIENCE, () -> toldOf(subscriber).containsAll(confirmed));
    assertThat(verify(ShippedJar.GATEWAY.commandWith(additions, verification())))
        .endsWith(" invariants, 0 violations");
    assertThat(verify(ShippedJar.GATEWAY.command(verification())))
        .as("what an earlier version knows need not hold any more")
        .contains("made by a newer gateway");
  }

  /** The later version starts while the earlier one sells, and sells on. */
  private Server upgradeUnderLoad() {
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService shoppers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < SHOPPERS; i++) {
        shoppers.execute(() -> buyUntil(over));
      }
      try {
        untilMoreAreConfirmed();
        Server next = stage.closeLater(Server.gatewayWith(additions, newer));
        untilMoreAreConfirmed();
        return next;
      } finally {
        over.set(true);
      }
    }
  }

  private void untilMoreAreConfirmed() {
    int before = confirmed.size();
    Poll.until("more orders", PATIENCE, () -> confirmed.size() >= before + SOME);
  }

  private void buyUntil(AtomicBoolean over) {
    while (!over.get()) {
      buyFrom(older);
    }
  }

  private void buyFrom(Wiring gateway) {
    Purchase purchase = Purchase.of(TEA, "pm_card_visa");
    Reply reply = stage.shop(gateway).checkOut(purchase, "Prefer", "wait=30");
    if (reply.status() == 201) {
      confirmed.add(reply.text("/id"));
    } else {
      others.add(reply);
    }
  }

  private static Set<String> toldOf(Subscriber subscriber) {
    return subscriber.received("order.confirmed").stream()
        .map(Message::order)
        .collect(Collectors.toSet());
  }

  private List<String> verification() {
    return List.of(
        "verify",
        "--database-url=" + older.databaseUrl().orElseThrow(),
        "--psp-url=" + older.pspUrl(),
        "--psp-key=" + Wiring.PSP_KEY);
  }

  private static String verify(List<String> command) throws InterruptedException {
    return Said.by(command).lines().getLast();
  }
}
