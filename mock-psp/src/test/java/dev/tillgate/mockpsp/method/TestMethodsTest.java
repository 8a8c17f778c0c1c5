package dev.tillgate.mockpsp.method;

import static dev.tillgate.mockpsp.Wire.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.ApiException;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentCreateParams;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.Wire;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every test payment method of the document, and how a payment with it ends. */
class TestMethodsTest {
  private static final String INTENTS = "/v1/payment_intents";
  private static final String NO_REPLY =
      "amount=1099&currency=eur&payment_method_types[]=card&confirm=true"
          + "&payment_method=pm_mock_chargeThenNoReply";

  private final MockPsp psp = MockPsp.start(MockPspSettings.inMemory());
  private final Shop shop = new Shop(psp);
  private final Wire wire = new Wire(psp);

  @AfterEach
  void stop() {
    psp.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pm_card_visa",
        "pm_card_visa_debit",
        "pm_card_mastercard",
        "pm_card_amex",
        "pm_card_discover",
        "pm_card_diners",
        "pm_card_jcb",
        "pm_card_unionpay",
        "pm_card_threeDSecureNotSupported",
        "pm_mock_callbackNever",
        "pm_mock_callbackFirst",
        "pm_mock_callbackTwice"
      })
  void succeeds(String method) throws Exception {
    assertThat(shop.pay(method).getStatus()).isEqualTo("succeeded");
  }

  @ParameterizedTest
  @CsvSource({
    "pm_card_visa_chargeDeclined, card_declined, generic_decline",
    "pm_card_chargeDeclined, card_declined, generic_decline",
    "pm_card_visa_chargeDeclinedInsufficientFunds, card_declined, insufficient_funds",
    "pm_card_chargeDeclinedInsufficientFunds, card_declined, insufficient_funds",
    "pm_card_visa_chargeDeclinedLostCard, card_declined, lost_card",
    "pm_card_visa_chargeDeclinedStolenCard, card_declined, stolen_card",
    "pm_card_visa_chargeDeclinedVelocityLimitExceeded, card_declined, card_velocity_exceeded",
    "pm_card_chargeDeclinedExpiredCard, expired_card, expired_card",
    "pm_card_chargeDeclinedIncorrectCvc, incorrect_cvc, incorrect_cvc",
    "pm_card_chargeDeclinedProcessingError, processing_error, processing_error",
    "pm_card_radarBlock, card_declined, fraudulent"
  })
  void declines(String method, String code, String declineCode) {
    CardException declined = catchThrowableOfType(CardException.class, () -> shop.pay(method));

    assertThat(declined.getStatusCode()).isEqualTo(402);
    assertThat(declined.getCode()).isEqualTo(code);
    assertThat(declined.getDeclineCode()).isEqualTo(declineCode);
    assertThat(declined.getStripeError().getType()).isEqualTo("card_error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pm_card_authenticationRequired",
        "pm_card_threeDSecure2Required",
        "pm_card_threeDSecureRequiredChargeDeclined"
      })
  void requiresTheShopper(String method) throws Exception {
    PaymentIntent waiting = shop.pay(method);

    assertThat(waiting.getStatus()).isEqualTo("requires_action");
    assertThat(waiting.getNextAction().getType()).isEqualTo("redirect_to_url");
    assertThat(waiting.getNextAction().getRedirectToUrl().getUrl())
        .startsWith(psp.url().toString());
    assertThat(waiting.getLatestCharge()).isNull();
  }

  @Test
  void aBankAccountSettlesLater() throws Exception {
    PaymentIntent processing = payFromBank();
    wire.control("payment_intents/" + processing.getId() + "/settle", "");
    PaymentIntent settled = shop.api().paymentIntents().retrieve(processing.getId());

    assertThat(processing.getStatus()).isEqualTo("processing");
    assertThat(settled.getStatus()).isEqualTo("succeeded");
    assertThat(settled.getLatestCharge()).isEqualTo(processing.getLatestCharge());
  }

  @Test
  void aBankMayAlsoRefuseLater() throws Exception {
    PaymentIntent processing = payFromBank();
    wire.control("payment_intents/" + processing.getId() + "/settle", "{\"result\":\"fail\"}");

    PaymentIntent failed = shop.api().paymentIntents().retrieve(processing.getId());
    assertThat(failed.getStatus()).isEqualTo("requires_payment_method");
    assertThat(failed.getLastPaymentError()).isNotNull();
  }

  @Test
  void aMethodOfATypeTheIntentDoesNotTakeIsRefused() {
    InvalidRequestException refusal =
        catchThrowableOfType(
            InvalidRequestException.class, () -> shop.pay("pm_usBankAccount_success"));

    assertThat(refusal.getParam()).isEqualTo("payment_method");
  }

  @Test
  void chargeThenNoReplyChargesAndCutsTheConnection() throws Exception {
    assertThatThrownBy(() -> wire.post(INTENTS, NO_REPLY)).isInstanceOf(IOException.class);

    assertThat(wire.control("ledger").at("/payment_intents/0/captured").asInt()).isEqualTo(1099);
  }

  @Test
  void whatHadNoReplyIsAnsweredWhenItIsRepeatedWithItsKey() throws Exception {
    assertThatThrownBy(() -> wire.post(INTENTS, NO_REPLY, "Idempotency-Key", "k1"))
        .isInstanceOf(IOException.class);

    HttpResponse<String> again = wire.post(INTENTS, NO_REPLY, "Idempotency-Key", "k1");

    assertThat(json(again).path("status").asString()).isEqualTo("succeeded");
    assertThat(shop.api().charges().list().getData()).hasSize(1);
  }

  /** The connection under the official library sends again by itself; its own key saves it. */
  @Test
  void theOfficialLibraryPaysOnceEvenWhenThereIsNoReply() throws Exception {
    assertThat(shop.pay("pm_mock_chargeThenNoReply").getStatus()).isEqualTo("succeeded");

    assertThat(wire.control("ledger").path("payment_intents")).hasSize(1);
    assertThat(wire.control("ledger").at("/keys/0/replays").asInt()).isEqualTo(1);
  }

  @Test
  void chargeThen500ChargesAndSaysItFailed() throws Exception {
    assertThatThrownBy(() -> shop.pay("pm_mock_chargeThen500")).isInstanceOf(ApiException.class);

    assertThat(wire.control("ledger?order=ord_1").at("/payment_intents/0/charges").asInt())
        .isEqualTo(1);
  }

  @Test
  void slowTakesThreeSeconds() throws Exception {
    Instant start = Instant.now();
    PaymentIntent paid = shop.pay("pm_mock_slow");

    assertThat(paid.getStatus()).isEqualTo("succeeded");
    assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(2900));
  }

  @Test
  void everyMethodCanBeLookedUp() throws Exception {
    for (String id : TestMethods.ids()) {
      assertThat(json(wire.get("/v1/payment_methods/" + id)).path("id").asString()).isEqualTo(id);
    }
    assertThat(wire.get("/v1/payment_methods/pm_none").statusCode()).isEqualTo(404);
  }

  private PaymentIntent payFromBank() throws Exception {
    return shop.api()
        .paymentIntents()
        .create(
            PaymentIntentCreateParams.builder()
                .setAmount(1099L)
                .setCurrency("usd")
                .addPaymentMethodType("us_bank_account")
                .setPaymentMethod("pm_usBankAccount_success")
                .setConfirm(true)
                .build());
  }
}
