package dev.tillgate.system.scenario;

import static dev.tillgate.system.stage.Stage.PATIENCE;
import static dev.tillgate.system.stage.Stage.STOCK;
import static dev.tillgate.system.stage.Stage.TEA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.Gateway;
import dev.tillgate.gateway.Settings;
import dev.tillgate.gateway.platform.Ambient;
import dev.tillgate.gateway.platform.store.Halt;
import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Purchase;
import dev.tillgate.system.playground.Reply;
import dev.tillgate.system.stage.Stage;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** A gateway whose connections to its database are all taken. */
class PoolTest {
  private static final Halt NO_HALT =
      (reason, cause) -> {
        throw new AssertionError(reason, cause);
      };
  private static final int QUEUE = 40;
  private static final int SHOPPERS = 80;

  @RegisterExtension final Stage stage = Stage.forHastyNodes();
  private final Queue<Reply> refused = new ConcurrentLinkedQueue<>();
  private final Queue<Reply> answered = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void start() {
    Ambient ambient = new Ambient(Clock.systemUTC(), new SecureRandom());
    stage.closeLater(Gateway.start(withShortQueue(stage.wiring().gateway()), ambient, NO_HALT));
    stage.fillShelf();
  }

  @Test
  @DisplayName(
      "FLT-P06 checkouts that find all connections taken get 503 early, callbacks get through, and"
          + " all recovers")
  void checkoutsAreRefusedEarlyAndCallbacksGetThrough() throws SQLException {
    Purchase careful = Purchase.of(TEA, "pm_card_authenticationRequired");
    Reply asked = stage.shop().checkOut(careful).expect(202);
    try (ExecutorService shoppers = Executors.newVirtualThreadPerTaskExecutor();
        Connection foreign = locked("idempotency_keys")) { // Which callbacks do not need.
      for (int i = 0; i < SHOPPERS; i++) {
        shoppers.execute(this::shop);
      }
      Poll.until("refusals", PATIENCE, () -> refused.size() >= SHOPPERS / 4);
      assertThat(answered).isEmpty();

      stage.psp().authenticate(asked.text("/payment/provider_payment_id"));

      JsonNode paid = stage.shop().finished(asked.text("/id"), PATIENCE);
      assertThat(paid.path("status").asString()).isEqualTo("confirmed");
      assertThat(answered).as("nobody else has come through").isEmpty();
      foreign.rollback();
    }
    assertThat(refused).allSatisfy(PoolTest::saysWhenToComeBack);
    stage.shop().checkOut(Purchase.of(TEA, "pm_card_visa")).expect(201);
    assertThat(answered).as("whoever had a place in the queue").isNotEmpty();
    stage.books().agree(STOCK);
  }

  private static Settings withShortQueue(Settings settings) {
    Settings.Data data = settings.data();
    return new Settings(
        settings.http(),
        new Settings.Data(data.place(), data.masterKeyFile(), QUEUE, data.retention()),
        settings.provider(),
        settings.selling(),
        settings.outgoing(),
        settings.node());
  }

  /** Somebody else keeps everybody from writing there. */
  private Connection locked(String table) throws SQLException {
    Connection foreign = DriverManager.getConnection(stage.wiring().databaseUrl().orElseThrow());
    foreign.setAutoCommit(false);
    try (var statement = foreign.createStatement()) {
      statement.execute("LOCK TABLE " + table + " IN EXCLUSIVE MODE");
    }
    return foreign;
  }

  /** Wants what there is not, so that nothing follows when the gateway gets to it. */
  private void shop() {
    Reply reply = stage.shop().checkOut(Purchase.of("coffee", "pm_card_visa"));
    (reply.status() == 422 ? answered : refused).add(reply);
  }

  private static void saysWhenToComeBack(Reply reply) {
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.text("/code")).isEqualTo("store-unavailable");
    assertThat(reply.header("Retry-After")).isPresent();
  }
}
