package dev.tillgate.mockpsp.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.Charge;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.PaymentIntentUpdateParams;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Shop;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Payment intents as the official Java library sees them. */
class PaymentIntentTest {
  private final MockPsp psp = MockPsp.start(MockPspSettings.inMemory());
  private final Shop shop = new Shop(psp);

  @AfterEach
  void stop() {
    psp.close();
  }

  @Test
  void anIntentIsCreatedConfirmedAndRetrieved() throws Exception {
    PaymentIntent created = shop.open();
    PaymentIntent confirmed =
        shop.api()
            .paymentIntents()
            .confirm(
                created.getId(),
                PaymentIntentConfirmParams.builder().setPaymentMethod("pm_card_visa").build());

    assertThat(created.getStatus()).isEqualTo("requires_payment_method");
    assertThat(confirmed.getStatus()).isEqualTo("succeeded");
    assertThat(confirmed.getAmountReceived()).isEqualTo(1099);
    assertThat(shop.api().paymentIntents().retrieve(created.getId())).isEqualTo(confirmed);
  }

  @Test
  void creatingAndConfirmingIsOneCallAndThreeEvents() throws Exception {
    PaymentIntent paid = shop.pay("pm_card_mastercard");

    List<Event> events = shop.api().events().list().getData();
    assertThat(events)
        .extracting(Event::getType)
        .containsExactly("payment_intent.succeeded", "charge.succeeded", "payment_intent.created");
    PaymentIntent snapshot =
        (PaymentIntent) events.getLast().getDataObjectDeserializer().getObject().orElseThrow();
    assertThat(snapshot.getStatus()).isEqualTo("requires_confirmation");
    assertThat(snapshot.getId()).isEqualTo(paid.getId());
  }

  @Test
  void latestChargeIsAnIdUntilItIsExpanded() throws Exception {
    PaymentIntent paid = shop.pay("pm_card_visa");
    PaymentIntent expanded =
        shop.api()
            .paymentIntents()
            .retrieve(
                paid.getId(),
                PaymentIntentRetrieveParams.builder().addExpand("latest_charge").build());

    assertThat(paid.getLatestCharge()).startsWith("ch_");
    assertThat(paid.getLatestChargeObject()).isNull();
    Charge charge = expanded.getLatestChargeObject();
    assertThat(charge.getAmountCaptured()).isEqualTo(1099);
    assertThat(charge).isEqualTo(shop.api().charges().retrieve(paid.getLatestCharge()));
  }

  @Test
  void aDeclineIsA402ThatCarriesTheIntentAndLeavesItOpen() throws Exception {
    CardException declined =
        catchThrowableOfType(CardException.class, () -> shop.pay("pm_card_visa_chargeDeclined"));

    assertThat(declined.getStatusCode()).isEqualTo(402);
    assertThat(declined.getCode()).isEqualTo("card_declined");
    assertThat(declined.getDeclineCode()).isEqualTo("generic_decline");
    PaymentIntent intent = declined.getStripeError().getPaymentIntent();
    assertThat(intent.getStatus()).isEqualTo("requires_payment_method");
    assertThat(intent.getPaymentMethod()).isNull();
    assertThat(intent.getLastPaymentError().getDeclineCode()).isEqualTo("generic_decline");
    assertThat(shop.api().charges().retrieve(declined.getCharge()).getStatus()).isEqualTo("failed");
  }

  @Test
  void anotherCardPaysADeclinedIntent() throws Exception {
    CardException declined =
        catchThrowableOfType(CardException.class, () -> shop.pay("pm_card_visa_chargeDeclined"));
    String id = declined.getStripeError().getPaymentIntent().getId();

    PaymentIntent paid =
        shop.api()
            .paymentIntents()
            .confirm(
                id, PaymentIntentConfirmParams.builder().setPaymentMethod("pm_card_visa").build());

    assertThat(paid.getStatus()).isEqualTo("succeeded");
    assertThat(paid.getLastPaymentError()).isNull();
  }

  @Test
  void anUpdateChangesWhatWasSentAndUnsetsWhatIsEmpty() throws Exception {
    PaymentIntent open = shop.open();
    PaymentIntent updated =
        shop.api()
            .paymentIntents()
            .update(
                open.getId(),
                PaymentIntentUpdateParams.builder()
                    .setAmount(2000L)
                    .setDescription("two books")
                    .setMetadata(Map.of("order_id", "", "cart", "7"))
                    .build());

    assertThat(updated.getAmount()).isEqualTo(2000);
    assertThat(updated.getDescription()).isEqualTo("two books");
    assertThat(updated.getMetadata()).containsExactly(Map.entry("cart", "7"));
    assertThat(updated.getCurrency()).isEqualTo("eur");
  }

  @Test
  void anOpenIntentIsCanceledWithAReasonAndOnlyOnce() throws Exception {
    String id = shop.open().getId();
    PaymentIntent canceled =
        shop.api()
            .paymentIntents()
            .cancel(
                id,
                PaymentIntentCancelParams.builder()
                    .setCancellationReason(PaymentIntentCancelParams.CancellationReason.ABANDONED)
                    .build());
    InvalidRequestException again =
        catchThrowableOfType(
            InvalidRequestException.class, () -> shop.api().paymentIntents().cancel(id));

    assertThat(canceled.getStatus()).isEqualTo("canceled");
    assertThat(canceled.getCancellationReason()).isEqualTo("abandoned");
    assertThat(canceled.getCanceledAt()).isPositive();
    assertThat(again.getCode()).isEqualTo("payment_intent_unexpected_state");
  }

  @Test
  void whatIsPaidCannotBeCanceledOrConfirmedAndTheRefusalShowsTheIntent() throws Exception {
    String id = shop.pay("pm_card_visa").getId();

    InvalidRequestException cancel =
        catchThrowableOfType(
            InvalidRequestException.class, () -> shop.api().paymentIntents().cancel(id));
    InvalidRequestException confirm =
        catchThrowableOfType(
            InvalidRequestException.class, () -> shop.api().paymentIntents().confirm(id));

    assertThat(cancel.getStripeError().getPaymentIntent().getStatus()).isEqualTo("succeeded");
    assertThat(confirm.getCode()).isEqualTo("payment_intent_unexpected_state");
    assertThat(shop.api().charges().list().getData()).hasSize(1);
  }

  @Test
  void manualCaptureTakesTheMoneyOnceAndAtMostWhatWasAuthorized() throws Exception {
    PaymentIntent held = held();
    InvalidRequestException tooMuch =
        catchThrowableOfType(InvalidRequestException.class, () -> capture(held, 1100));
    PaymentIntent captured = capture(held, 1000);
    InvalidRequestException again =
        catchThrowableOfType(InvalidRequestException.class, () -> capture(held, 1));

    assertThat(held.getStatus()).isEqualTo("requires_capture");
    assertThat(held.getAmountCapturable()).isEqualTo(1099);
    assertThat(tooMuch.getCode()).isEqualTo("amount_too_large");
    assertThat(captured.getStatus()).isEqualTo("succeeded");
    assertThat(captured.getAmountReceived()).isEqualTo(1000);
    assertThat(again.getCode()).isEqualTo("payment_intent_unexpected_state");
  }

  @Test
  void aCaptureIsAlwaysTheLastOne() throws Exception {
    InvalidRequestException refusal =
        catchThrowableOfType(
            InvalidRequestException.class,
            () ->
                shop.api()
                    .paymentIntents()
                    .capture(
                        held().getId(),
                        PaymentIntentCaptureParams.builder().setFinalCapture(false).build()));

    assertThat(refusal.getParam()).isEqualTo("final_capture");
  }

  @Test
  void aConfirmMayStillAskToCaptureLater() throws Exception {
    PaymentIntentConfirmParams confirm =
        PaymentIntentConfirmParams.builder()
            .setPaymentMethod("pm_card_visa")
            .setCaptureMethod(PaymentIntentConfirmParams.CaptureMethod.MANUAL)
            .build();

    PaymentIntent held = shop.api().paymentIntents().confirm(shop.open().getId(), confirm);

    assertThat(held.getStatus()).isEqualTo("requires_capture");
    assertThat(held.getCaptureMethod()).isEqualTo("manual");
  }

  private PaymentIntent held() throws Exception {
    return shop.api()
        .paymentIntents()
        .create(
            Shop.order()
                .setCaptureMethod(CaptureMethod.MANUAL)
                .setPaymentMethod("pm_card_visa")
                .setConfirm(true)
                .build());
  }

  private PaymentIntent capture(PaymentIntent intent, long amount) throws Exception {
    return shop.api()
        .paymentIntents()
        .capture(
            intent.getId(),
            PaymentIntentCaptureParams.builder().setAmountToCapture(amount).build());
  }
}
