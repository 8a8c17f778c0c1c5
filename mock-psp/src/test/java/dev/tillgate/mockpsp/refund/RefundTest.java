package dev.tillgate.mockpsp.refund;

import static dev.tillgate.mockpsp.Wire.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundCreateParams.Reason;
import com.stripe.param.RefundUpdateParams;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.Wire;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Refunds as the official Java library sees them. */
class RefundTest {
  private final MockPsp psp = MockPsp.start(MockPspSettings.inMemory());
  private final Shop shop = new Shop(psp);

  @AfterEach
  void stop() {
    psp.close();
  }

  @Test
  void aPaymentIsRefundedInFullByItsIntent() throws Exception {
    PaymentIntent paid = shop.pay("pm_card_visa");

    Refund refund =
        refund(of(paid).setReason(Reason.REQUESTED_BY_CUSTOMER).putMetadata("ticket", "7"));

    assertThat(refund.getStatus()).isEqualTo("succeeded");
    assertThat(refund.getAmount()).isEqualTo(1099);
    assertThat(refund.getCurrency()).isEqualTo("eur");
    assertThat(refund.getReason()).isEqualTo("requested_by_customer");
    assertThat(refund.getMetadata()).containsExactly(Map.entry("ticket", "7"));
    assertThat(refund.getPaymentIntent()).isEqualTo(paid.getId());
    assertThat(refund.getCharge()).isEqualTo(paid.getLatestCharge());
    assertThat(shop.api().refunds().retrieve(refund.getId())).isEqualTo(refund);
  }

  @Test
  void partsAreRefundedUntilNothingIsLeft() throws Exception {
    PaymentIntent paid = shop.pay("pm_card_visa");

    refund(of(paid).setAmount(99L));
    Charge some = charge(paid);
    refund(RefundCreateParams.builder().setCharge(paid.getLatestCharge()));
    Charge all = charge(paid);

    assertThat(some.getAmountRefunded()).isEqualTo(99);
    assertThat(some.getRefunded()).isFalse();
    assertThat(all.getAmountRefunded()).isEqualTo(1099);
    assertThat(all.getRefunded()).isTrue();
    assertThat(refusal(of(paid)).getCode()).isEqualTo("charge_already_refunded");
    assertThat(refusal(of(paid)).getMessage()).contains("has already been refunded.");
  }

  @Test
  void moreThanIsLeftIsRefusedAndNothingHappens() throws Exception {
    PaymentIntent paid = shop.pay("pm_card_visa");
    refund(of(paid).setAmount(1000L));

    InvalidRequestException refusal = refusal(of(paid).setAmount(100L));

    assertThat(refusal.getMessage())
        .startsWith("Refund amount (€1.00) is greater than unrefunded amount on charge (€0.99)");
    assertThat(refusal.getParam()).isEqualTo("amount");
    assertThat(refusal.getCode()).isNull();
    assertThat(charge(paid).getAmountRefunded()).isEqualTo(1000);
    assertThat(shop.api().refunds().list().getData()).hasSize(1);
  }

  @Test
  void onlyWhatWasCapturedCanBeRefunded() throws Exception {
    PaymentIntent held = hold();
    InvalidRequestException uncaptured = refusal(of(held));
    shop.api()
        .paymentIntents()
        .capture(
            held.getId(), PaymentIntentCaptureParams.builder().setAmountToCapture(500L).build());

    assertThat(uncaptured.getMessage()).contains("does not have a successful charge to refund");
    assertThat(refusal(of(held).setAmount(501L)).getParam()).isEqualTo("amount");
    assertThat(refund(of(held)).getAmount()).isEqualTo(500);
    assertThat(charge(held).getRefunded()).isTrue();
  }

  @Test
  void aFailedPaymentAndAnOpenOneHaveNothingToRefund() throws Exception {
    assertThatThrownBy(() -> shop.pay("pm_card_chargeDeclined")).isInstanceOf(CardException.class);
    Charge failed = shop.api().charges().list().getData().getFirst();
    PaymentIntent open = shop.open();

    assertThat(refusal(RefundCreateParams.builder().setCharge(failed.getId())).getMessage())
        .contains("does not have a successful charge to refund");
    assertThat(refusal(of(open)).getMessage())
        .contains("does not have a successful charge to refund");
  }

  @Test
  void whatIsToBeRefundedMustBeNamedAndThere() throws Exception {
    PaymentIntent paid = shop.pay("pm_card_visa");
    PaymentIntent other = shop.pay("pm_card_visa");

    assertThat(refusal(RefundCreateParams.builder()).getCode()).isEqualTo("parameter_missing");
    assertThat(refusal(RefundCreateParams.builder().setCharge("ch_none")).getParam())
        .isEqualTo("charge");
    assertThat(refusal(RefundCreateParams.builder().setPaymentIntent("pi_none")).getParam())
        .isEqualTo("payment_intent");
    assertThat(refusal(of(paid).setCharge(other.getLatestCharge())).getParam()).isEqualTo("charge");
    assertThat(refusal(of(paid).setAmount(0L)).getCode()).isEqualTo("parameter_invalid_integer");
    assertThat(refusal(of(paid).putExtraParam("speed", "high")).getCode())
        .isEqualTo("parameter_unknown");
  }

  @Test
  void metadataIsUpdatedAndTheRestStays() throws Exception {
    Refund refund = refund(of(shop.pay("pm_card_visa")).putMetadata("a", "1"));

    Refund updated =
        shop.api()
            .refunds()
            .update(
                refund.getId(),
                RefundUpdateParams.builder().putMetadata("a", "").putMetadata("b", "2").build());

    assertThat(updated.getMetadata()).containsExactly(Map.entry("b", "2"));
    assertThat(updated.getStatus()).isEqualTo("succeeded");
    assertThat(types().getFirst()).isEqualTo("refund.updated");
  }

  @Test
  void aRefundThatDoesNotWaitForTheShopperCannotBeCanceled() throws Exception {
    Refund refund = refund(of(shop.pay("pm_card_visa")));

    InvalidRequestException refusal =
        catchThrowableOfType(
            InvalidRequestException.class, () -> shop.api().refunds().cancel(refund.getId()));

    assertThat(refusal.getStatusCode()).isEqualTo(400);
    assertThat(refusal.getMessage()).contains("succeeded");
  }

  @Test
  void theSameKeyIsTheSameRefundAndARefusalIsKeptToo() throws Exception {
    PaymentIntent paid = shop.pay("pm_card_visa");
    Refund first = shop.api().refunds().create(of(paid).build(), Shop.key("r1"));

    assertThat(shop.api().refunds().create(of(paid).build(), Shop.key("r1"))).isEqualTo(first);
    assertThat(header(refuse(paid), "Idempotent-Replayed")).isEmpty();
    assertThat(header(refuse(paid), "Idempotent-Replayed")).isEqualTo("true");
    assertThat(charge(paid).getAmountRefunded()).isEqualTo(1099);
  }

  private HttpResponse<String> refuse(PaymentIntent paid) throws Exception {
    return new Wire(psp)
        .post("/v1/refunds", "payment_intent=" + paid.getId(), "Idempotency-Key", "r2");
  }

  private PaymentIntent hold() throws StripeException {
    return shop.api()
        .paymentIntents()
        .create(
            Shop.order()
                .setCaptureMethod(CaptureMethod.MANUAL)
                .setPaymentMethod("pm_card_visa")
                .setConfirm(true)
                .build());
  }

  private static RefundCreateParams.Builder of(PaymentIntent intent) {
    return RefundCreateParams.builder().setPaymentIntent(intent.getId());
  }

  private Refund refund(RefundCreateParams.Builder params) throws StripeException {
    return shop.api().refunds().create(params.build());
  }

  private InvalidRequestException refusal(RefundCreateParams.Builder params) {
    return catchThrowableOfType(InvalidRequestException.class, () -> refund(params));
  }

  private Charge charge(PaymentIntent intent) throws StripeException {
    return shop.api()
        .charges()
        .retrieve(shop.api().paymentIntents().retrieve(intent.getId()).getLatestCharge());
  }

  private List<String> types() throws StripeException {
    return shop.api().events().list().getData().stream().map(Event::getType).toList();
  }
}
