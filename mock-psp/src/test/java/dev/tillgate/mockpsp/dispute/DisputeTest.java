package dev.tillgate.mockpsp.dispute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Dispute;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.param.DisputeListParams;
import com.stripe.param.EventListParams;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import com.stripe.param.RefundCreateParams;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.SteppedClock;
import dev.tillgate.mockpsp.Wire;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cardholder wants the money back: the payment stands, and then it is disputed. */
class DisputeTest {
  private final MockPsp psp =
      MockPsp.start(MockPspSettings.inMemory(), new SteppedClock(), new Random(1));
  private final Shop shop = new Shop(psp);
  private final Wire wire = new Wire(psp);

  @AfterEach
  void stop() {
    psp.close();
  }

  @ParameterizedTest
  @CsvSource({
    "pm_card_createDispute, fraudulent, needs_response, false",
    "pm_card_createDisputeProductNotReceived, product_not_received, needs_response, false",
    "pm_card_createDisputeInquiry, general, warning_needs_response, true"
  })
  void aPaymentIsDisputedAfterItSucceeded(
      String method, String reason, String status, boolean refundable) throws Exception {
    PaymentIntent paid = shop.pay(method);
    Dispute dispute = onlyDispute();

    assertThat(paid.getStatus()).isEqualTo("succeeded");
    assertThat(dispute.getReason()).isEqualTo(reason);
    assertThat(dispute.getStatus()).isEqualTo(status);
    assertThat(dispute.getIsChargeRefundable()).isEqualTo(refundable);
    assertThat(dispute.getAmount()).isEqualTo(1099);
    assertThat(dispute.getPaymentIntent()).isEqualTo(paid.getId());
    assertThat(dispute.getCharge()).isEqualTo(paid.getLatestCharge());
    assertThat(charge(paid).getDisputed()).isTrue();
    assertThat(shop.api().disputes().retrieve(dispute.getId())).isEqualTo(dispute);
  }

  @Test
  void theEventCarriesTheDispute() throws Exception {
    shop.pay("pm_card_createDispute");
    Dispute dispute = onlyDispute();

    Event event =
        shop.api()
            .events()
            .list(EventListParams.builder().setType("charge.dispute.created").build())
            .getData()
            .getFirst();

    assertThat(event.getDataObjectDeserializer().getObject()).contains(dispute);
    assertThat(event.getRequest().getId()).isNull();
  }

  @Test
  void whatWasChargedBackCannotBeRefundedAndWhatIsOnlyAskedAboutCan() throws Exception {
    PaymentIntent lost = shop.pay("pm_card_createDispute");
    PaymentIntent asked = shop.pay("pm_card_createDisputeInquiry");
    settleDisputes();

    InvalidRequestException refusal =
        catchThrowableOfType(InvalidRequestException.class, () -> refund(lost));

    assertThat(refusal.getCode()).isEqualTo("charge_disputed");
    assertThat(refusal.getMessage()).contains("has been charged back; cannot issue a refund.");
    refund(asked);
    assertThat(charge(asked).getRefunded()).isTrue();
  }

  @Test
  void moneyThatIsOnlyHeldIsNotDisputedBeforeItIsCaptured() throws Exception {
    PaymentIntent held =
        shop.api()
            .paymentIntents()
            .create(
                Shop.order()
                    .setCaptureMethod(CaptureMethod.MANUAL)
                    .setPaymentMethod("pm_card_createDispute")
                    .setConfirm(true)
                    .build());
    settleDisputes();
    assertThat(shop.api().disputes().list().getData()).isEmpty();
    shop.api().paymentIntents().capture(held.getId());

    assertThat(onlyDispute().getPaymentIntent()).isEqualTo(held.getId());
  }

  @Test
  void disputesAreListedByChargeAndByIntent() throws Exception {
    PaymentIntent one = shop.pay("pm_card_createDispute");
    shop.pay("pm_card_createDispute");
    settleDisputes();

    assertThat(
            shop.api()
                .disputes()
                .list(DisputeListParams.builder().setPaymentIntent(one.getId()).build())
                .getData())
        .extracting(Dispute::getCharge)
        .containsExactly(one.getLatestCharge());
    assertThat(
            shop.api()
                .disputes()
                .list(DisputeListParams.builder().setCharge(one.getLatestCharge()).build())
                .getData())
        .hasSize(1);
  }

  private Dispute onlyDispute() throws Exception {
    settleDisputes();
    return shop.api().disputes().list().getData().getFirst();
  }

  /** Whatever is due happens before this is answered. */
  private void settleDisputes() throws Exception {
    wire.control("clock", "{\"advance\":\"PT0S\"}");
  }

  private void refund(PaymentIntent intent) throws StripeException {
    var unused =
        shop.api()
            .refunds()
            .create(RefundCreateParams.builder().setPaymentIntent(intent.getId()).build());
  }

  private Charge charge(PaymentIntent intent) throws StripeException {
    return shop.api().charges().retrieve(intent.getLatestCharge());
  }
}
