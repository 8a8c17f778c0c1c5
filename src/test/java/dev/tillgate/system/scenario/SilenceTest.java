package dev.tillgate.system.scenario;

import static dev.tillgate.mockpsp.client.Method.POST;
import static dev.tillgate.system.stage.Stage.STOCK;
import static dev.tillgate.system.stage.Stage.TEA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.client.ActiveFault;
import dev.tillgate.mockpsp.client.FaultRule;
import dev.tillgate.system.playground.Purchase;
import dev.tillgate.system.playground.Reply;
import dev.tillgate.system.stage.AtOnce;
import dev.tillgate.system.stage.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * No callback ever comes, and the gateway waits as long as in production: it finds out itself. How
 * long that takes is read from what it wrote down, not from this machine's clock.
 */
class SilenceTest {
  private static final int ORDERS = 10;
  private static final Duration AFTER_A_SUCCESS = Duration.ofSeconds(10);
  private static final Duration AFTER_A_LOST_ANSWER = Duration.ofSeconds(65);

  @RegisterExtension final Stage stage = Stage.asInProduction();

  @BeforeEach
  void loseEveryCallback() {
    stage.psp().callbacks().plan().drop(1).begin();
  }

  @Test
  @DisplayName("PAY-F1 without any callback an order is finished within 10 s of the answer")
  void withoutAnyCallbackAnOrderIsFinishedWithinTenSeconds() throws InterruptedException {
    List<JsonNode> orders = payMany();

    assertThat(orders).allSatisfy(order -> isConfirmedWithin(AFTER_A_SUCCESS, order));
    stage.books().agree(STOCK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/payment_intents", "/v1/payment_intents/*/confirm"})
  @DisplayName("PAY-F1, PAY-C1 without callback and answer an order is finished within 65 s")
  void withoutCallbackAndAnswerAnOrderIsFinishedWithinAMinute(String lost) throws Exception {
    FaultRule lose = stage.psp().faults().on(POST, lost).after().times(ORDERS);
    ActiveFault rule = lose.reset();

    List<JsonNode> orders = payMany();

    assertThat(stage.psp().faults().of(rule.id()).applied()).isEqualTo(ORDERS);
    assertThat(orders).allSatisfy(order -> isConfirmedWithin(AFTER_A_LOST_ANSWER, order));
    stage.books().agree(STOCK);
  }

  private List<JsonNode> payMany() throws InterruptedException {
    Purchase purchase = Purchase.of(TEA, "pm_card_visa");
    return AtOnce.times(
            ORDERS, buyer -> stage.shop().checkOut(purchase, "Prefer", "wait=60").expect(201))
        .stream()
        .map(Reply::json)
        .toList();
  }

  private static void isConfirmedWithin(Duration limit, JsonNode order) {
    Duration took = Duration.between(at(order, "created_at"), at(order, "confirmed_at"));
    assertThat(order.path("status").asString()).isEqualTo("confirmed");
    assertThat(took).isLessThanOrEqualTo(limit);
  }

  private static Instant at(JsonNode order, String field) {
    return Instant.parse(order.path(field).asString());
  }
}
