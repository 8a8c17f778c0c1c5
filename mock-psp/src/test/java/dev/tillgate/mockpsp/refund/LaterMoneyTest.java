package dev.tillgate.mockpsp.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.Event;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import com.stripe.param.RefundCreateParams;
import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.MockPspSettings;
import dev.tillgate.mockpsp.Shop;
import dev.tillgate.mockpsp.SteppedClock;
import dev.tillgate.mockpsp.Wire;
import dev.tillgate.mockpsp.later.LateWork;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Money that moves later, by the provider's own clock or because a test says so. */
class LaterMoneyTest {
  private final MockPsp psp =
      MockPsp.start(MockPspSettings.inMemory(), new SteppedClock(), new Random(1));
  private final Shop shop = new Shop(psp);
  private final Wire wire = new Wire(psp);

  private final ListAppender<ILoggingEvent> failures = new ListAppender<>();

  @BeforeEach
  void watchForFailures() {
    failures.start();
    log().addAppender(failures);
  }

  /** What no longer applies must be left alone, not tried again and again in vain. */
  @AfterEach
  void nothingThatCameDueHasFailed() {
    psp.close();
    log().detachAppender(failures);
    assertThat(failures.list)
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .isEmpty();
  }

  private static Logger log() {
    return (Logger) LoggerFactory.getLogger(LateWork.class);
  }

  @Test
  void aPendingRefundSucceedsAfterThreeMinutes() throws Exception {
    PaymentIntent paid = shop.pay("pm_card_pendingRefund");
    Refund pending = refund(paid);
    advance("PT2M59S");
    String before = retrieved(pending).getStatus();
    advance("PT1S");

    assertThat(pending.getStatus()).isEqualTo("pending");
    assertThat(pending.getPendingReason()).isEqualTo("processing");
    assertThat(before).isEqualTo("pending");
    assertThat(retrieved(pending).getStatus()).isEqualTo("succeeded");
    assertThat(retrieved(pending).getPendingReason()).isNull();
    assertThat(charge(paid).getAmountRefunded()).isEqualTo(1099);
    assertThat(types().getFirst()).isEqualTo("refund.updated");
  }

  @Test
  void aFailingRefundSucceedsFirstAndThenTheMoneyIsBackOnTheCharge() throws Exception {
    PaymentIntent paid = shop.pay("pm_card_refundFail");
    Refund refund = refund(paid);
    Charge refunded = charge(paid);
    advance("PT3M");

    assertThat(refund.getStatus()).isEqualTo("succeeded");
    assertThat(refunded.getRefunded()).isTrue();
    assertThat(retrieved(refund).getStatus()).isEqualTo("failed");
    assertThat(retrieved(refund).getFailureReason()).isEqualTo("expired_or_canceled_card");
    assertThat(retrieved(refund).getFailureBalanceTransaction()).startsWith("txn_");
    assertThat(charge(paid).getAmountRefunded()).isZero();
    assertThat(charge(paid).getRefunded()).isFalse();
    assertThat(types().getFirst()).isEqualTo("refund.failed");
    assertThat(refund(paid).getStatus()).isEqualTo("succeeded");
  }

  @Test
  void aTestMaySettleARefundBeforeItsTimeAndTheTimeThenChangesNothing() throws Exception {
    Refund won = refund(shop.pay("pm_card_pendingRefund"));
    Refund lost = refund(shop.pay("pm_card_pendingRefund"));
    settle(won, "succeed");
    ObjectNode failed = settle(lost, "fail");
    ObjectNode twice = settle(won, "succeed");
    int events = types().size();
    advance("P1D");

    assertThat(retrieved(won).getStatus()).isEqualTo("succeeded");
    assertThat(failed.path("status").asString()).isEqualTo("failed");
    assertThat(twice.at("/error/message").asString()).contains("succeeded");
    assertThat(retrieved(lost).getStatus()).isEqualTo("failed");
    assertThat(types()).hasSize(events);
  }

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

  @Test
  void theLedgerKeepsCapturedAndRefundedApart() throws Exception {
    PaymentIntent paid = shop.pay("pm_card_refundFail");
    shop.api().refunds().create(of(paid).setAmount(99L).build());
    ObjectNode refunded = wire.control("ledger");
    advance("PT3M");
    ObjectNode failed = wire.control("ledger");

    assertThat(refunded.at("/payment_intents/0/captured").asInt()).isEqualTo(1099);
    assertThat(refunded.at("/payment_intents/0/refunded").asInt()).isEqualTo(99);
    assertThat(failed.at("/payment_intents/0/captured").asInt()).isEqualTo(1099);
    assertThat(failed.at("/payment_intents/0/refunded").asInt()).isZero();
    assertThat(failed.at("/payment_intents/0/charges").asInt()).isEqualTo(1);
  }

  private void advance(String duration) throws Exception {
    wire.control("clock", "{\"advance\":\"" + duration + "\"}");
  }

  private ObjectNode settle(Refund refund, String result) throws Exception {
    return wire.control("refunds/" + refund.getId() + "/settle", "{\"result\":\"" + result + "\"}");
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

  private static RefundCreateParams.Builder of(PaymentIntent intent) {
    return RefundCreateParams.builder().setPaymentIntent(intent.getId());
  }

  private Refund refund(PaymentIntent intent) throws StripeException {
    return shop.api().refunds().create(of(intent).build());
  }

  private Refund retrieved(Refund refund) throws StripeException {
    return shop.api().refunds().retrieve(refund.getId());
  }

  private PaymentIntent intent(PaymentIntent intent) throws StripeException {
    return shop.api().paymentIntents().retrieve(intent.getId());
  }

  private Charge charge(PaymentIntent intent) throws StripeException {
    return shop.api()
        .charges()
        .list(com.stripe.param.ChargeListParams.builder().setPaymentIntent(intent.getId()).build())
        .getData()
        .getFirst();
  }

  private List<String> types() throws StripeException {
    return shop.api().events().list().getData().stream().map(Event::getType).toList();
  }
}
