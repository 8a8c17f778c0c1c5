package dev.tillgate.system.scenario;

import static dev.tillgate.system.stage.Stage.PATIENCE;
import static dev.tillgate.system.stage.Stage.STOCK;
import static dev.tillgate.system.stage.Stage.TEA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Purchase;
import dev.tillgate.system.playground.Reply;
import dev.tillgate.system.stage.AtOnce;
import dev.tillgate.system.stage.SignedCallback;
import dev.tillgate.system.stage.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Callbacks that never come, and those that come when it is known already. */
class MissedCallbackTest {
  private static final int ROUNDS = 40;

  @RegisterExtension final Stage stage = Stage.patient();

  /** An order whose shopper is at the bank, as the gateway knows. */
  private Reply atTheBank() {
    return stage.shop().checkOut(Purchase.of(TEA, "pm_card_authenticationRequired")).expect(202);
  }

  private static String intent(Reply order) {
    return order.text("/payment/provider_payment_id");
  }

  private void isConfirmedByWhatWasReadBack(Reply order) {
    String id = order.text("/id");
    assertThat(stage.shop().finished(id, PATIENCE).path("status").asString())
        .isEqualTo("confirmed");
    assertThat(stage.shop().timeline(id).toString())
        .contains("payment_intent.succeeded read back from the provider");
    assertThat(stage.books().types(id))
        .containsExactly("order.placed", "order.requires_action", "order.confirmed");
    stage.books().agree(STOCK);
  }

  @Test
  @DisplayName("PAY-F2 events whose callbacks were lost while the gateway was away are read back")
  void eventsMissedWhileAwayAreReadBackAtTheStart() {
    Reply order = atTheBank();
    stage.stopGateway();
    stage.psp().callbacks().plan().drop(1).begin();
    stage.psp().authenticate(intent(order));

    stage.startGateway();

    isConfirmedByWhatWasReadBack(order);
  }

  @Test
  @DisplayName("PAY-F3 after an outage longer than the provider retries the events are read back")
  void anOutageLongerThanTheProvidersPatienceIsMadeGood() {
    Reply order = atTheBank();
    stage.stopGateway();
    stage.psp().authenticate(intent(order));
    stage.psp().advanceClock(Duration.ofDays(8));

    stage.startGateway();

    isConfirmedByWhatWasReadBack(order);
  }

  @Test
  @DisplayName("PAY-F4 a late callback and the reconciler at once have one effect, forty times")
  void aLateCallbackAndTheReconcilerHaveOneEffect() throws InterruptedException {
    List<String> orders = paidInSecret();

    for (JsonNode event : events()) {
      String order = event.at("/data/object/metadata/order_id").asString();
      SignedCallback callback = SignedCallback.of(event);
      List<Integer> answers = AtOnce.times(6, who -> tellOrAsk(who, callback, order));
      assertThat(answers).containsOnly(200, 202);
    }

    for (String order : orders) {
      assertThat(stage.shop().finished(order, PATIENCE).path("status").asString())
          .isEqualTo("confirmed");
      assertThat(stage.books().types(order)).containsExactly("order.placed", "order.confirmed");
    }
    stage.books().agree(STOCK);
  }

  private int tellOrAsk(int who, SignedCallback callback, String order) {
    Reply reply =
        who % 2 == 0
            ? callback.send(stage.wiring())
            : stage.shop().http().post("/v1/orders/" + order + "/reconcile", "{}");
    return reply.status();
  }

  /** Orders that are paid though nobody calls the gateway back. */
  private List<String> paidInSecret() {
    List<String> orders = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      Purchase purchase = Purchase.of(TEA, "pm_mock_callbackNever");
      orders.add(
          stage.shop().checkOut(purchase, "Prefer", "respond-async").expect(202).text("/id"));
    }
    Poll.until("the payments", PATIENCE, () -> events().size() == ROUNDS);
    return orders;
  }

  private List<JsonNode> events() {
    return stage.provider().events("payment_intent.succeeded").valueStream().toList();
  }
}
