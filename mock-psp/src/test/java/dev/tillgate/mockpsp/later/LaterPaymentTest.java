package dev.tillgate.mockpsp.later;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import dev.tillgate.mockpsp.Shop;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Payments that end later: money that is only held, and banks that take their time. */
class LaterPaymentTest extends LaterMoney {
  @Test
  void anAuthorizationExpiresAfterSevenDaysAndItsMoneyWasNeverTaken() throws Exception {
    PaymentIntent held = hold("pm_card_visa");
    long authorized = charge(held).getCreated();
    advance("P6DT23H59M59S");
    String before = intent(held).getStatus();
    advance("PT1S");

    assertThat(charge(held).getPaymentMethodDetails().getCard().getCaptureBefore())
        .isEqualTo(authorized + Duration.ofDays(7).toSeconds());
    assertThat(before).isEqualTo("requires_capture");
    assertThat(intent(held).getStatus()).isEqualTo("canceled");
    assertThat(intent(held).getCancellationReason()).isEqualTo("expired");
    assertThat(intent(held).getAmountCapturable()).isZero();
    assertReleased(held);
  }

  @Test
  void whatWasCapturedInTimeDoesNotExpire() throws Exception {
    PaymentIntent held = hold("pm_card_visa");
    shop.api().paymentIntents().capture(held.getId());
    advance("P8D");

    assertThat(intent(held).getStatus()).isEqualTo("succeeded");
    assertThat(charge(held).getAmountCaptured()).isEqualTo(1099);
  }

  @Test
  void cancelingWhatIsHeldReleasesItWithoutARefund() throws Exception {
    PaymentIntent held = hold("pm_card_visa");
    shop.api().paymentIntents().cancel(held.getId());

    assertReleased(held);
    InvalidRequestException refusal =
        catchThrowableOfType(InvalidRequestException.class, () -> refund(held));
    assertThat(refusal.getMessage()).contains("does not have a successful charge to refund");
  }

  @Test
  void aBankAccountSettlesByItselfAfterThreeMinutes() throws Exception {
    PaymentIntent processing = payFromBank();
    advance("PT2M59S");
    String before = intent(processing).getStatus();
    advance("PT1S");

    assertThat(processing.getStatus()).isEqualTo("processing");
    assertThat(before).isEqualTo("processing");
    assertThat(intent(processing).getStatus()).isEqualTo("succeeded");
    assertThat(charge(processing).getAmountCaptured()).isEqualTo(1099);
  }

  @Test
  void aBankPaymentThatFailedOrWasCanceledIsNotPaidLater() throws Exception {
    PaymentIntent failed = payFromBank();
    wire.control("payment_intents/" + failed.getId() + "/settle", "{\"result\":\"fail\"}");
    PaymentIntent canceled = payFromBank();
    shop.api().paymentIntents().cancel(canceled.getId());
    advance("P1D");

    assertThat(intent(failed).getStatus()).isEqualTo("requires_payment_method");
    assertThat(intent(canceled).getStatus()).isEqualTo("canceled");
    assertThat(charge(canceled).getStatus()).isEqualTo("failed");
    assertThat(wire.control("ledger").at("/payment_intents/1/captured").asInt()).isZero();
  }

  private void assertReleased(PaymentIntent held) throws Exception {
    Charge charge = charge(held);
    assertThat(charge.getCaptured()).isFalse();
    assertThat(charge.getAmountCaptured()).isZero();
    assertThat(charge.getAmountRefunded()).isZero();
    assertThat(charge.getRefunded()).isFalse();
    assertThat(types().getFirst()).isEqualTo("payment_intent.canceled");
    assertThat(types()).doesNotContain("charge.refunded");
    ObjectNode ledger = wire.control("ledger");
    assertThat(ledger.at("/payment_intents/0/captured").asInt()).isZero();
    assertThat(ledger.at("/payment_intents/0/refunded").asInt()).isZero();
    assertThat(ledger.at("/payment_intents/0/charges").asInt()).isZero();
  }

  private PaymentIntent hold(String method) throws StripeException {
    return shop.api()
        .paymentIntents()
        .create(
            Shop.order()
                .setCaptureMethod(CaptureMethod.MANUAL)
                .setPaymentMethod(method)
                .setConfirm(true)
                .build());
  }

  private PaymentIntent payFromBank() throws StripeException {
    return shop.api()
        .paymentIntents()
        .create(
            Shop.order()
                .addPaymentMethodType("us_bank_account")
                .setPaymentMethod("pm_usBankAccount_success")
                .setConfirm(true)
                .build());
  }

  private PaymentIntent intent(PaymentIntent intent) throws StripeException {
    return shop.api().paymentIntents().retrieve(intent.getId());
  }
}
