package dev.tillgate.system.scenario;

import static dev.tillgate.mockpsp.client.Method.POST;
import static dev.tillgate.system.stage.Stage.PATIENCE;
import static dev.tillgate.system.stage.Stage.STOCK;
import static dev.tillgate.system.stage.Stage.TEA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.client.ActiveFault;
import dev.tillgate.mockpsp.client.FaultRule;
import dev.tillgate.system.playground.Purchase;
import dev.tillgate.system.playground.Reply;
import dev.tillgate.system.stage.Stage;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider does its work and says nothing, or late, or nonsense: one charge, and the truth. */
class LostAnswerTest {
  @RegisterExtension final Stage stage = Stage.whole();

  @ParameterizedTest
  @ValueSource(strings = {"pm_mock_chargeThenNoReply", "pm_mock_chargeThen500", "pm_mock_slow"})
  @DisplayName("PAY-C1, C2, C3 an answer that is lost, wrong or late leads to one charge")
  void anAnswerThatIsLostWrongOrLateLeadsToOneCharge(String method) {
    Reply answer = stage.shop().checkOut(Purchase.of(TEA, method), "Prefer", "wait=30");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(stage.books().types(answer.text("/id")))
        .containsExactly("order.placed", "order.confirmed");
    stage.books().agree(STOCK);
  }

  @ParameterizedTest
  @CsvSource({"before, RESET", "after, RESET", "before, STATUS", "after, STATUS", "after, DELAY"})
  @DisplayName("PAY-C1, C2, C3 whether the provider has done its work or not, there is one charge")
  void whetherTheWorkWasDoneOrNotThereIsOneCharge(String when, String what) {
    FaultRule once = stage.psp().faults().on(POST, "/v1/payment_intents**").times(1);
    ActiveFault rule = broken(when.equals("after") ? once.after() : once.before(), what);

    Reply answer = stage.shop().checkOut(Purchase.of(TEA, "pm_card_visa"), "Prefer", "wait=30");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(stage.psp().faults().of(rule.id()).applied()).isEqualTo(1);
    assertThat(stage.psp().ledger(answer.text("/id")).intent().charges()).isEqualTo(1);
    stage.books().agree(STOCK);
  }

  private static ActiveFault broken(FaultRule rule, String what) {
    return switch (what) {
      case "RESET" -> rule.reset();
      case "STATUS" -> rule.status(500);
      default -> rule.delay(Duration.ofSeconds(2));
    };
  }

  @Test
  @DisplayName("PAY-F1 an order whose callback never comes is confirmed by asking the provider")
  void anOrderWhoseCallbackNeverComesIsConfirmedByAsking() {
    // A direct answer that said "succeeded" is asked about after five seconds.
    Reply answer =
        stage.shop().checkOut(Purchase.of(TEA, "pm_mock_callbackNever"), "Prefer", "wait=30");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(stage.shop().timeline(answer.text("/id")).toString())
        .doesNotContain("callback.verified");
    stage.books().agree(STOCK);
  }

  @Test
  @DisplayName("PAY-C6 a checkout while the provider is away is charged once it is back")
  void aCheckoutWhileTheProviderIsAwayIsChargedOnceItIsBack() {
    stage.stopPsp();
    Reply answer = stage.shop().checkOut(Purchase.of(TEA, "pm_card_visa"), "Prefer", "wait=1");
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text("/status")).isEqualTo("pending");

    stage.startPsp();

    var order = stage.shop().finished(answer.text("/id"), PATIENCE);
    assertThat(order.path("status").asString()).isEqualTo("confirmed");
    stage.books().agree(STOCK);
  }

  @Test
  @DisplayName("PAY-F2 callbacks that the gateway missed reach it when it is back")
  void callbacksThatTheGatewayMissedReachItWhenItIsBack() {
    Reply asked = stage.shop().checkOut(Purchase.of(TEA, "pm_card_authenticationRequired"));
    stage.stopGateway();
    stage.psp().authenticate(asked.text("/payment/provider_payment_id"));

    stage.startGateway();

    var order = stage.shop().finished(asked.text("/id"), PATIENCE);
    assertThat(order.path("status").asString()).isEqualTo("confirmed");
    stage.books().agree(STOCK);
  }
}
