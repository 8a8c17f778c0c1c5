package dev.tillgate.system.scenario;

import static dev.tillgate.system.stage.Stage.PATIENCE;
import static dev.tillgate.system.stage.Stage.PRICE;
import static dev.tillgate.system.stage.Stage.STOCK;
import static dev.tillgate.system.stage.Stage.TEA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Purchase;
import dev.tillgate.system.playground.Reply;
import dev.tillgate.system.stage.Stage;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** A shopper pays, does not, or is asked by the bank first; the shop waits, or does not. */
class CheckoutTest {
  @RegisterExtension final Stage stage = Stage.whole();

  @Test
  void aPaidCheckoutIsAnswered201AndEverybodyIsTold() {
    var subscriber = stage.subscriber(message -> 204);

    Reply answer =
        stage.shop().checkOut(Purchase.of(TEA, "pm_card_visa").times(2), "Prefer", "wait=20");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text("/status")).isEqualTo("confirmed");
    assertThat(answer.json().path("amount").asInt()).isEqualTo(2 * PRICE);
    assertThat(answer.header("Location")).contains("/v1/orders/" + answer.text("/id"));
    assertThat(answer.header("Preference-Applied")).contains("wait=20");
    Poll.until("the news", PATIENCE, () -> subscriber.received("order.confirmed").size() == 1);
    stage.books().agree(STOCK);
  }

  @Test
  @DisplayName("PAY-C10 a declined order is paid with a second card")
  void aDeclinedOrderIsPaidWithASecondCard() {
    Reply declined =
        stage.shop().checkOut(Purchase.of(TEA, "pm_card_visa_chargeDeclinedInsufficientFunds"));
    assertThat(declined.status()).isEqualTo(402);
    assertThat(declined.text("/decline_code")).isEqualTo("insufficient_funds");
    assertThat(declined.text("/order/status")).isEqualTo("payment_failed");
    stage.books().agree(STOCK);

    Reply paid =
        stage.shop().payAgain(declined.text("/order/id"), "pm_card_visa", "Prefer", "wait=20");

    assertThat(paid.status()).isEqualTo(201);
    assertThat(paid.json().at("/payment/attempt").asInt()).isEqualTo(2);
    assertThat(stage.books().types(paid.text("/id")))
        .containsExactly("order.placed", "order.payment_failed", "order.confirmed");
    stage.books().agree(STOCK);
  }

  @Test
  void aCheckoutThatTheBankQuestionsIsConfirmedOnceTheShopperHasAnswered() {
    Reply asked = stage.shop().checkOut(Purchase.of(TEA, "pm_card_authenticationRequired"));
    assertThat(asked.status()).isEqualTo(202);
    assertThat(asked.text("/status")).isEqualTo("requires_action");
    assertThat(asked.text("/payment/next_action/url")).startsWith("http://127.0.0.1:");

    stage.psp().authenticate(asked.text("/payment/provider_payment_id"));

    assertThat(status(stage.shop().finished(asked.text("/id"), PATIENCE))).isEqualTo("confirmed");
    stage.books().agree(STOCK);
  }

  @Test
  void aCheckoutThatTheBankQuestionsFailsWhenTheShopperDoes() {
    Reply asked = stage.shop().checkOut(Purchase.of(TEA, "pm_card_authenticationRequired"));

    stage.psp().failAuthentication(asked.text("/payment/provider_payment_id"));

    JsonNode order = stage.shop().finished(asked.text("/id"), PATIENCE);
    assertThat(status(order)).isEqualTo("payment_failed");
    stage.books().agree(STOCK);
  }

  @Test
  void aShopThatDoesNotWaitGetsTheOrderAtOnceAndCanWatchItFinish() {
    Reply answer =
        stage.shop().checkOut(Purchase.of(TEA, "pm_mock_slow"), "Prefer", "respond-async");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.text("/status")).isEqualTo("pending");
    assertThat(answer.header("Preference-Applied")).contains("respond-async");
    assertThat(answer.header("Retry-After")).contains("1");
    assertThat(status(stage.shop().finished(answer.text("/id"), PATIENCE))).isEqualTo("confirmed");
    stage.books().agree(STOCK);
  }

  @Test
  void aShopThatWaitsForNoTimeGetsWhatIsThere() {
    Reply answer = stage.shop().checkOut(Purchase.of(TEA, "pm_mock_slow"), "Prefer", "wait=0");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.header("Preference-Applied")).contains("wait=0");
    assertThat(status(stage.shop().finished(answer.text("/id"), PATIENCE))).isEqualTo("confirmed");
  }

  @Test
  void theTimelineTellsThePaymentFromTheCheckoutToTheNews() {
    stage.subscriber(message -> 204);
    String order = stage.shop().checkOut(Purchase.of(TEA, "pm_card_visa")).expect(201).text("/id");

    JsonNode timeline =
        Poll.until(
            "the deliveries to be settled",
            PATIENCE,
            () -> stage.shop().timeline(order),
            told -> told.path("next").isNull());

    List<String> kinds =
        timeline.path("data").valueStream().map(line -> line.path("kind").asString()).toList();
    assertThat(kinds)
        .startsWith("checkout.accepted")
        .containsSubsequence(
            "payment.submitted", "callback.verified", "order.confirmed", "delivery.attempted");
  }

  private static String status(JsonNode order) {
    return order.path("status").asString();
  }
}
