package dev.tillgate.gateway.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.Shop;
import dev.tillgate.gateway.catalog.Product;
import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettlementTest {
  private static final long PRICE = Shop.TEA_PRICE;

  @TempDir Path directory;
  Till till;

  @BeforeEach
  void open() {
    till = new Till(directory);
  }

  @AfterEach
  void close() {
    till.close();
  }

  private OrderState order(Payment payment) {
    return till.shop.stateOf(payment.orderId());
  }

  @Test
  void aSignedSuccessFinishesTheOrder() {
    Payment payment = till.start();

    till.callback(payment, FakePsp.intent("pi_1", IntentStatus.SUCCEEDED, PRICE));

    assertThat(till.state(payment)).isEqualTo(PaymentState.SUCCEEDED);
    assertThat(order(payment)).isEqualTo(OrderState.CONFIRMED);
    assertThat(till.shop.tea()).isEqualTo(new Product.Level(9, 0));
  }

  @Test
  @DisplayName("PAY-A3: a second event of the same change has no effect")
  void aSecondSuccessIsTheSameState() {
    Payment payment = till.start();
    Intent succeeded = FakePsp.intent("pi_1", IntentStatus.SUCCEEDED, PRICE);
    till.callback(payment, succeeded);

    Applied again = till.callback(payment, succeeded);

    assertThat(again).isEqualTo(new Applied.Ignored("same-state"));
    assertThat(till.shop.events(payment.orderId())).containsExactly("order.confirmed");
  }

  @Test
  @DisplayName("PAY-A4: processing after succeeded is stale")
  void aLateProcessingIsStale() {
    Payment payment = till.start();
    till.callback(payment, FakePsp.intent("pi_1", IntentStatus.SUCCEEDED, PRICE));

    Applied late = till.callback(payment, FakePsp.intent("pi_1", IntentStatus.PROCESSING, PRICE));

    assertThat(late).isEqualTo(new Applied.Ignored("stale"));
    assertThat(till.state(payment)).isEqualTo(PaymentState.SUCCEEDED);
  }

  @Test
  @DisplayName("PAY-A5: failed after succeeded is no downgrade")
  void aLateFailureIsStale() {
    Payment payment = till.start();
    till.callback(payment, FakePsp.intent("pi_1", IntentStatus.SUCCEEDED, PRICE));

    Applied late = till.callback(payment, FakePsp.declinedIntent("pi_1", PRICE));

    assertThat(late).isEqualTo(new Applied.Ignored("stale"));
    assertThat(order(payment)).isEqualTo(OrderState.CONFIRMED);
  }

  @Test
  @DisplayName("PAY-A6: failed, then succeeded on the same intent, confirms")
  void failedIsNotTheEnd() {
    Payment payment = till.start();
    till.callback(payment, FakePsp.declinedIntent("pi_1", PRICE));

    till.callback(payment, FakePsp.intent("pi_1", IntentStatus.SUCCEEDED, PRICE));

    assertThat(order(payment)).isEqualTo(OrderState.CONFIRMED);
    assertThat(till.shop.events(payment.orderId()))
        .containsExactly("order.payment_failed", "order.confirmed");
  }

  @Test
  void aDeclineKeepsItsCodeAndTheStock() {
    Payment payment = till.start();

    till.callback(payment, FakePsp.declinedIntent("pi_1", PRICE));

    assertThat(till.now(payment).atProvider().declineCode()).contains("insufficient_funds");
    assertThat(order(payment)).isEqualTo(OrderState.PAYMENT_FAILED);
    assertThat(till.shop.tea()).isEqualTo(new Product.Level(10, 1));
  }

  @Test
  @DisplayName("ruling 3: without an error, requires_payment_method is no failure")
  void wantingAMethodIsNoFailure() {
    Payment payment = till.start();

    Applied applied =
        till.callback(payment, FakePsp.intent("pi_1", IntentStatus.REQUIRES_PAYMENT_METHOD, PRICE));

    assertThat(applied).isEqualTo(new Applied.Ignored("nothing-new"));
    assertThat(order(payment)).isEqualTo(OrderState.PENDING);
  }

  @Test
  @DisplayName("ruling 1: success in the direct answer is only processing, looked at after 5 s")
  void aDirectSuccessConfirmsNothing() {
    Payment payment = till.start();
    Intent succeeded = FakePsp.intent("pi_1", IntentStatus.SUCCEEDED, PRICE);

    till.shop.database.write(
        tx -> till.settlement.apply(tx, payment, succeeded, Source.DIRECT_ANSWER));

    assertThat(till.state(payment)).isEqualTo(PaymentState.PROCESSING);
    assertThat(order(payment)).isEqualTo(OrderState.PENDING);
    assertThat(till.now(payment).schedule().dueAt())
        .contains(till.shop.clock.instant().plusSeconds(5));
  }

  @Test
  @DisplayName("PAY-D1, FLT-C07: another amount is not confirmed but reviewed")
  void anotherAmountIsReviewed() {
    Payment payment = till.start();

    till.callback(payment, FakePsp.intent("pi_1", IntentStatus.SUCCEEDED, PRICE - 1));

    assertReviewed(payment);
  }

  @Test
  @DisplayName("PAY-D3: a partial capture is reviewed")
  void aPartialCaptureIsReviewed() {
    Payment payment = till.start();

    till.callback(payment, intent(new Intent.Amount(PRICE, PRICE - 1, "usd"), false));

    assertReviewed(payment);
  }

  @Test
  @DisplayName("PAY-D1: another currency is reviewed")
  void anotherCurrencyIsReviewed() {
    Payment payment = till.start();

    till.callback(payment, intent(new Intent.Amount(PRICE, PRICE, "eur"), false));

    assertReviewed(payment);
  }

  @Test
  @DisplayName("FLT-C07: real money for a test payment is reviewed")
  void anotherModeIsReviewed() {
    Payment payment = till.start();

    till.callback(payment, intent(new Intent.Amount(PRICE, PRICE, "usd"), true));

    assertReviewed(payment);
  }

  @Test
  void anotherIntentForABoundPaymentIsReviewed() {
    Payment payment = till.start();
    till.psp.answers("create", FakePsp.told(IntentStatus.REQUIRES_CONFIRMATION, PRICE));
    till.psp.answers("confirm", FakePsp.told(IntentStatus.PROCESSING, PRICE));
    till.advance(payment);

    till.callback(payment, FakePsp.intent("pi_other", IntentStatus.SUCCEEDED, PRICE));

    assertReviewed(payment);
  }

  private void assertReviewed(Payment payment) {
    assertThat(till.state(payment)).isEqualTo(PaymentState.NEEDS_REVIEW);
    assertThat(order(payment)).isEqualTo(OrderState.NEEDS_REVIEW);
    assertThat(till.shop.events(payment.orderId())).containsExactly("order.needs_review");
    assertThat(till.shop.tea()).isEqualTo(new Product.Level(10, 1));
  }

  private static Intent intent(Intent.Amount amount, boolean livemode) {
    Intent.Situation situation = new Intent.Situation(livemode, Optional.empty(), Optional.empty());
    return new Intent("pi_1", IntentStatus.SUCCEEDED, amount, situation, Map.of());
  }

  @Test
  void anotherAttemptThatIsPaidTooIsSentBack() {
    Order order = till.shop.order(1);
    Payment first = till.start(order);
    Payment second = till.start(order);
    till.callback(second, FakePsp.intent("pi_2", IntentStatus.SUCCEEDED, PRICE));

    till.callback(first, FakePsp.intent("pi_1", IntentStatus.SUCCEEDED, PRICE));

    assertThat(till.state(second)).isEqualTo(PaymentState.SUCCEEDED);
    assertThat(till.state(first)).isEqualTo(PaymentState.REFUND_PENDING);
    assertThat(till.shop.events(order.id())).containsExactly("order.confirmed");
    assertThat(till.shop.tea()).isEqualTo(new Product.Level(9, 0));
  }

  @Test
  void anEarlierAttemptsEndDoesNotMoveTheOrderOfALaterOne() {
    Order order = till.shop.order(1);
    Payment first = till.start(order);
    till.start(order);

    till.callback(first, FakePsp.declinedIntent("pi_1", PRICE));

    assertThat(till.state(first)).isEqualTo(PaymentState.FAILED);
    assertThat(order(first)).isEqualTo(OrderState.PENDING);
  }

  @Test
  @DisplayName("PAY-G5: paid, but a stock edit took the goods: the money goes back")
  void paidWithoutStockGoesBack() {
    Payment payment = till.start();
    till.shop.database.change(tx -> till.shop.catalog.adjust(tx, Shop.TEA, -10));

    till.callback(payment, FakePsp.intent("pi_1", IntentStatus.SUCCEEDED, PRICE));

    assertThat(till.state(payment)).isEqualTo(PaymentState.REFUND_PENDING);
    assertThat(order(payment)).isEqualTo(OrderState.CANCELING);
  }

  @Test
  void heldMoneyIsReviewedForWeNeverAskForIt() {
    Payment payment = till.start();

    till.callback(payment, FakePsp.intent("pi_1", IntentStatus.REQUIRES_CAPTURE, PRICE));

    assertThat(till.state(payment)).isEqualTo(PaymentState.AUTHORIZED);
    assertThat(order(payment)).isEqualTo(OrderState.NEEDS_REVIEW);
  }

  @Test
  void aMoveOfAPaymentThatHasMovedMeanwhileChangesNothing() {
    Payment payment = till.start();
    till.callback(payment, FakePsp.intent("pi_1", IntentStatus.SUCCEEDED, PRICE));

    Applied overtaken =
        till.shop.database.write(tx ->
            till.settlement.apply(
                tx, payment, FakePsp.declinedIntent("pi_1", PRICE), Source.RECONCILER));

    assertThat(overtaken).isEqualTo(new Applied.Ignored("overtaken"));
    assertThat(till.state(payment)).isEqualTo(PaymentState.SUCCEEDED);
  }
}
