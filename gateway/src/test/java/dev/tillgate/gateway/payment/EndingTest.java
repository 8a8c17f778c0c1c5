package dev.tillgate.gateway.payment;

import static dev.tillgate.gateway.payment.FakePsp.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.Shop;
import dev.tillgate.gateway.catalog.Product;
import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders that end without being paid, and money that comes all the same. */
class EndingTest {
  private static final long PRICE = Shop.TEA_PRICE;
  private static final Product.Level ALL_FREE = new Product.Level(10, 0);
  private static final Product.Level ONE_HELD = new Product.Level(10, 1);
  private static final Product.Level ONE_SOLD = new Product.Level(9, 0);

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

  @Test
  @DisplayName("PAY-E4: the intent is canceled at the provider before the stock is free")
  void stockIsFreeOnlyAfterTheProviderHasCanceled() {
    Payment payment = waitingForTheShopper();

    till.timeRunsOut();
    assertThat(order(payment)).isEqualTo(OrderState.EXPIRING);
    assertThat(till.shop.tea()).isEqualTo(ONE_HELD);

    till.psp.answers("cancel", told(IntentStatus.CANCELED, PRICE));
    till.advanceDue();
    assertThat(order(payment)).isEqualTo(OrderState.EXPIRED);
    assertThat(till.shop.tea()).isEqualTo(ALL_FREE);
    assertThat(till.shop.events(payment.orderId())).endsWith("order.expired");
  }

  @Test
  @DisplayName("PAY-E4: what the provider has been paid for meanwhile is confirmed instead")
  void aSuccessFoundWhileExpiringConfirms() {
    Payment payment = waitingForTheShopper();
    till.timeRunsOut();
    till.psp.answers("cancel", told(IntentStatus.SUCCEEDED, PRICE));

    till.advanceDue();

    assertThat(order(payment)).isEqualTo(OrderState.CONFIRMED);
    assertThat(till.shop.tea()).isEqualTo(ONE_SOLD);
  }

  @Test
  @DisplayName("PAY-E3: a success callback between the deadline and the cancel wins, once")
  void aCallbackWhileExpiringConfirms() {
    Payment payment = waitingForTheShopper();
    till.timeRunsOut();
    till.callback(payment, FakePsp.intent("pi_1", IntentStatus.SUCCEEDED, PRICE));

    till.advanceDue();

    assertThat(order(payment)).isEqualTo(OrderState.CONFIRMED);
    assertThat(till.psp.calls).noneMatch(call -> call.startsWith("cancel"));
    assertThat(till.shop.events(payment.orderId())).containsOnlyOnce("order.confirmed");
  }

  @Test
  void aDeclineThatComesWhileTheOrderEndsLeavesItToBeTakenBack() {
    Payment payment = waitingForTheShopper();
    till.timeRunsOut();
    till.callback(payment, FakePsp.declinedIntent("pi_1", PRICE));
    assertThat(order(payment)).isEqualTo(OrderState.EXPIRING);
    till.psp.answers("cancel", told(IntentStatus.CANCELED, PRICE));

    till.advanceDue();

    assertThat(order(payment)).isEqualTo(OrderState.EXPIRED);
    assertThat(till.shop.tea()).isEqualTo(ALL_FREE);
  }

  @Test
  void anIntentLearntOfWhileTheOrderEndsIsTakenBackAtOnce() {
    Payment payment = till.start();
    till.psp.answers("create", FakePsp.unknown(), told(IntentStatus.REQUIRES_ACTION, PRICE));
    till.advance(payment);
    till.timeRunsOut();
    till.advanceDue();
    assertThat(till.state(payment)).isEqualTo(PaymentState.REQUIRES_ACTION);
    till.psp.answers("cancel", told(IntentStatus.CANCELED, PRICE));

    till.advanceDue();

    assertThat(order(payment)).isEqualTo(OrderState.EXPIRED);
    assertThat(till.shop.tea()).isEqualTo(ALL_FREE);
  }

  @Test
  void anOrderCanceledDuringALookIsEndedAtOnce() {
    Payment payment = waitingForTheShopper();
    PspAnswer<Intent> open = told(IntentStatus.REQUIRES_ACTION, PRICE);
    till.psp.answers("retrieve", open, open);
    till.psp.meanwhile(() -> till.cancel(payment.orderId()));
    till.advanceWhenDue(payment);
    till.psp.answers("cancel", told(IntentStatus.CANCELED, PRICE));

    till.advanceDue();

    assertThat(order(payment)).isEqualTo(OrderState.CANCELED);
  }

  @Test
  void anOrderCanceledDuringALookNobodyAnswersIsEndedAtOnce() {
    Payment payment = waitingForTheShopper();
    till.psp.answers("retrieve", FakePsp.unknown());
    till.psp.meanwhile(() -> till.cancel(payment.orderId()));
    till.advanceWhenDue(payment);
    till.psp.answers("cancel", told(IntentStatus.CANCELED, PRICE));
    till.psp.answers("retrieve", told(IntentStatus.REQUIRES_ACTION, PRICE));

    till.advanceDue();

    assertThat(order(payment)).isEqualTo(OrderState.CANCELED);
  }

  @Test
  void anOrderCanceledDuringACallNobodyAnswersIsEndedAtOnce() {
    Payment payment = till.start();
    till.psp.answers("create", FakePsp.unknown(), told(IntentStatus.REQUIRES_CONFIRMATION, PRICE));
    till.psp.meanwhile(() -> till.cancel(payment.orderId()));
    till.advance(payment);
    till.psp.answers("retrieve", told(IntentStatus.REQUIRES_CONFIRMATION, PRICE));
    till.psp.answers("cancel", told(IntentStatus.CANCELED, PRICE));

    till.advanceDue();

    assertThat(order(payment)).isEqualTo(OrderState.CANCELED);
  }

  @Test
  @DisplayName("PAY-E3: an order that was confirmed first does not expire")
  void aConfirmedOrderDoesNotExpire() {
    Payment payment = waitingForTheShopper();
    till.callback(payment, FakePsp.intent("pi_1", IntentStatus.SUCCEEDED, PRICE));

    till.timeRunsOut();

    assertThat(till.advanceDue()).isZero();
    assertThat(order(payment)).isEqualTo(OrderState.CONFIRMED);
  }

  @Test
  @DisplayName("PAY-E4: while the provider is silent nothing is freed, and it is asked again")
  void aSilentProviderIsAskedAgain() {
    Payment payment = waitingForTheShopper();
    till.timeRunsOut();
    till.psp.answers("cancel", FakePsp.unknown(), told(IntentStatus.CANCELED, PRICE));
    till.psp.answers("retrieve", told(IntentStatus.REQUIRES_ACTION, PRICE));

    till.advanceDue();
    assertThat(till.shop.tea()).isEqualTo(ONE_HELD);
    assertThat(till.advanceDue()).isZero(); // Not before its time.

    till.advanceWhenDue(payment);
    assertThat(order(payment)).isEqualTo(OrderState.EXPIRED);
    assertThat(till.psp.calls)
        .endsWith(
            "cancel " + payment.id() + ":cancel",
            "retrieve pi_1",
            "cancel " + payment.id() + ":cancel-1");
  }

  @Test
  @DisplayName("PAY-E4: a cancel whose answer was lost is found done, and not done again")
  void aCancelThatWasHeardIsNotRepeated() {
    Payment payment = waitingForTheShopper();
    till.timeRunsOut();
    till.psp.answers("cancel", FakePsp.unknown());
    till.psp.answers("retrieve", told(IntentStatus.CANCELED, PRICE));
    till.advanceDue();

    till.advanceWhenDue(payment);

    assertThat(order(payment)).isEqualTo(OrderState.EXPIRED);
    assertThat(till.psp.calls).last().isEqualTo("retrieve pi_1");
  }

  @Test
  @DisplayName("PAY-E4: as long as nobody says whether a cancel was heard, it is not sent again")
  void aCancelIsNotRepeatedInTheDark() {
    Payment payment = waitingForTheShopper();
    till.timeRunsOut();
    till.psp.answers("cancel", FakePsp.unknown());
    till.psp.answers("retrieve", FakePsp.unknown(), told(IntentStatus.CANCELED, PRICE));
    till.advanceDue();

    till.advanceWhenDue(payment);
    assertThat(order(payment)).isEqualTo(OrderState.EXPIRING);
    assertThat(till.psp.calls).last().isEqualTo("retrieve pi_1");

    till.advanceWhenDue(payment);
    assertThat(order(payment)).isEqualTo(OrderState.EXPIRED);
  }

  @Test
  @DisplayName("ruling 6: a create nobody answered is settled by its key before the order ends")
  void anUnknownCreateIsSettledFirst() {
    Payment payment = till.start();
    till.psp.answers("create", FakePsp.unknown(), told(IntentStatus.REQUIRES_CONFIRMATION, PRICE));
    till.psp.answers("cancel", told(IntentStatus.CANCELED, PRICE));
    till.advance(payment);

    till.timeRunsOut();
    till.advanceDue();

    String create = "create " + payment.id() + ":create";
    assertThat(till.psp.calls)
        .containsExactly(create, create, "cancel " + payment.id() + ":cancel");
    assertThat(order(payment)).isEqualTo(OrderState.EXPIRED);
  }

  @Test
  void aPaymentThatWasNeverSentNeedsNoCall() {
    Payment payment = till.start();

    till.timeRunsOut();
    till.advanceDue();

    assertThat(till.psp.calls).isEmpty();
    assertThat(order(payment)).isEqualTo(OrderState.EXPIRED);
    assertThat(till.shop.tea()).isEqualTo(ALL_FREE);
  }

  @Test
  @DisplayName("PAY-E6: 3-D Secure is abandoned: canceled at the provider, then freed")
  void anAbandonedAuthenticationExpires() {
    Payment payment = waitingForTheShopper();
    till.psp.answers("cancel", told(IntentStatus.CANCELED, PRICE));

    till.timeRunsOut();
    till.advanceDue();

    assertThat(till.shop.events(payment.orderId()))
        .containsExactly("order.requires_action", "order.expired");
    assertThat(till.shop.tea()).isEqualTo(ALL_FREE);
  }

  @Test
  @DisplayName("PAY-G3: a declined order keeps its stock until its time, then frees it once")
  void aDeclinedOrderFreesItsStockOnce() {
    Payment payment = declined();
    assertThat(till.shop.tea()).isEqualTo(ONE_HELD);
    till.psp.answers("cancel", told(IntentStatus.CANCELED, PRICE));

    till.timeRunsOut();
    till.advanceDue();
    till.callback(payment, FakePsp.intent("pi_1", IntentStatus.CANCELED, PRICE));

    assertThat(order(payment)).isEqualTo(OrderState.EXPIRED);
    assertThat(till.shop.tea()).isEqualTo(ALL_FREE);
  }

  @Test
  @DisplayName(
      "PAY-E7: held money that runs out at the provider ends the order and frees the stock")
  void anAuthorizationThatRunsOutEndsTheOrder() {
    Payment payment = till.start();
    till.callback(payment, FakePsp.intent("pi_1", IntentStatus.REQUIRES_CAPTURE, PRICE));

    till.shop.clock.advance(Duration.ofDays(7));
    till.callback(payment, FakePsp.intent("pi_1", IntentStatus.CANCELED, PRICE));

    assertThat(order(payment)).isEqualTo(OrderState.EXPIRED);
    assertThat(till.shop.tea()).isEqualTo(ALL_FREE);
  }

  @Test
  @DisplayName("PAY-E8: a clock that jumps back expires nothing early, and nothing twice")
  void aClockThatJumpsBackExpiresNothingEarly() {
    Payment payment = waitingForTheShopper();
    till.shop.clock.advance(Duration.ofHours(-2));
    till.endings.expireDue();
    assertThat(order(payment)).isEqualTo(OrderState.REQUIRES_ACTION);

    till.shop.clock.advance(Duration.ofHours(2).plus(Shop.ORDER_TTL).minusMillis(1));
    till.endings.expireDue();
    assertThat(order(payment)).isEqualTo(OrderState.REQUIRES_ACTION);

    till.shop.clock.advance(Duration.ofMillis(1));
    till.endings.expireDue();
    assertThat(order(payment)).isEqualTo(OrderState.EXPIRING);
  }

  @Test
  @DisplayName("PAY-E1, PAY-G2: money that comes after the order expired goes back")
  void lateMoneyGoesBack() {
    Payment payment = expiredThenPaid();

    assertThat(order(payment)).isEqualTo(OrderState.EXPIRED);
    assertThat(till.state(payment)).isEqualTo(PaymentState.REFUND_PENDING);
    assertThat(till.shop.tea()).isEqualTo(ALL_FREE);
  }

  @Test
  @DisplayName(
      "PAY-E1: where the shop wants it and the stock is there, late money revives the order")
  void lateMoneyRevivesTheOrder() {
    reopen(LateSuccess.REVIVE);

    Payment payment = expiredThenPaid();

    assertThat(order(payment)).isEqualTo(OrderState.CONFIRMED);
    assertThat(till.state(payment)).isEqualTo(PaymentState.SUCCEEDED);
    assertThat(till.shop.tea()).isEqualTo(ONE_SOLD);
    assertThat(till.shop.events(payment.orderId())).containsOnlyOnce("order.confirmed");
  }

  @Test
  @DisplayName("PAY-E1: when the stock was sold meanwhile, late money goes back even so")
  void lateMoneyWithoutStockGoesBack() {
    reopen(LateSuccess.REVIVE);
    Payment payment = expired();
    till.shop.order(10);

    paidAfterAll(payment);

    assertThat(order(payment)).isEqualTo(OrderState.EXPIRED);
    assertThat(till.state(payment)).isEqualTo(PaymentState.REFUND_PENDING);
    assertThat(till.shop.tea()).isEqualTo(new Product.Level(10, 10));
  }

  @Test
  @DisplayName(
      "PAY-E1: a callback alone does not make a canceled payment paid: the provider is asked")
  void aSuccessAfterTheCancelIsAskedAbout() {
    Payment payment = expired();

    till.callback(payment, FakePsp.intent("pi_1", IntentStatus.SUCCEEDED, PRICE));
    assertThat(till.state(payment)).isEqualTo(PaymentState.CANCELED);

    till.psp.answers("retrieve", told(IntentStatus.CANCELED, PRICE));
    till.advanceDue();
    assertThat(till.state(payment)).isEqualTo(PaymentState.CANCELED);
    assertThat(till.advanceDue()).isZero();
  }

  @Test
  @DisplayName("PAY-E2: money that comes after a cancellation goes back, and takes no stock")
  void moneyAfterACancellationGoesBack() {
    Payment payment = waitingForTheShopper();
    till.psp.answers("cancel", told(IntentStatus.CANCELED, PRICE));
    till.cancel(payment.orderId());
    till.advanceDue();
    assertThat(order(payment)).isEqualTo(OrderState.CANCELED);

    paidAfterAll(payment);

    assertThat(order(payment)).isEqualTo(OrderState.CANCELED);
    assertThat(till.state(payment)).isEqualTo(PaymentState.REFUND_PENDING);
    assertThat(till.shop.tea()).isEqualTo(ALL_FREE);
  }

  @Test
  @DisplayName("PAY-E2: a success found while canceling goes back before the order is canceled")
  void aSuccessFoundWhileCancelingGoesBack() {
    Payment payment = waitingForTheShopper();
    till.cancel(payment.orderId());
    till.psp.answers("cancel", told(IntentStatus.SUCCEEDED, PRICE));

    till.advanceDue();

    assertThat(till.state(payment)).isEqualTo(PaymentState.REFUND_PENDING);
    assertThat(order(payment)).isEqualTo(OrderState.CANCELING);
    assertThat(till.shop.events(payment.orderId())).doesNotContain("order.confirmed");
  }

  @Test
  void aConfirmedOrderThatIsCanceledGivesItsMoneyBack() {
    Payment payment = till.start();
    till.callback(payment, FakePsp.intent("pi_1", IntentStatus.SUCCEEDED, PRICE));

    assertThat(till.cancel(payment.orderId())).isTrue();

    assertThat(till.state(payment)).isEqualTo(PaymentState.REFUND_PENDING);
    assertThat(order(payment)).isEqualTo(OrderState.CANCELING);
  }

  @Test
  void anExpiredOrderCannotBeCanceled() {
    Payment payment = expired();

    assertThat(till.cancel(payment.orderId())).isFalse();

    assertThat(order(payment)).isEqualTo(OrderState.EXPIRED);
  }

  @Test
  @DisplayName("PAY-C10: what is still open of a confirmed order is taken back: nobody pays twice")
  void anotherOpenIntentOfAConfirmedOrderIsCanceled() {
    Order order = till.shop.order(1);
    Payment first = till.start(order);
    till.callback(first, FakePsp.intent("pi_1", IntentStatus.PROCESSING, PRICE));
    bind(first);
    Payment second = till.start(order);
    till.callback(second, FakePsp.intent("pi_2", IntentStatus.SUCCEEDED, PRICE));
    till.psp.answers("cancel", told(IntentStatus.CANCELED, PRICE));

    till.advanceWhenDue(first);

    assertThat(till.state(first)).isEqualTo(PaymentState.CANCELED);
    assertThat(till.shop.stateOf(order.id())).isEqualTo(OrderState.CONFIRMED);
  }

  @Test
  void anOrderThatFinishedOnceIsNotConfirmedAgainByAnotherPayment() {
    Order order = till.shop.order(1);
    Payment first = till.start(order);
    till.callback(first, FakePsp.intent("pi_1", IntentStatus.SUCCEEDED, PRICE));
    till.shop.database.change(tx ->
        till.shop.orders.become(tx, order.id(), OrderState.NEEDS_REVIEW, "its refund failed"));
    Payment second = till.start(order);

    till.callback(second, FakePsp.intent("pi_2", IntentStatus.SUCCEEDED, PRICE));

    assertThat(till.state(second)).isEqualTo(PaymentState.REFUND_PENDING);
    assertThat(till.shop.events(order.id())).containsOnlyOnce("order.confirmed");
    assertThat(till.shop.tea()).isEqualTo(ONE_SOLD);
  }

  @Test
  @DisplayName("PAY-G5: paid without goods, another open intent of the order is canceled as well")
  void paidWithoutGoodsCallsTheWholeOrderOff() {
    Order order = till.shop.order(1);
    Payment declined = till.start(order);
    till.callback(declined, FakePsp.declinedIntent("pi_1", PRICE));
    Payment paid = till.start(order);
    till.shop.database.change(tx -> till.shop.catalog.adjust(tx, Shop.TEA, -10));

    till.callback(paid, FakePsp.intent("pi_2", IntentStatus.SUCCEEDED, PRICE));
    till.psp.answers("cancel", told(IntentStatus.CANCELED, PRICE));
    till.advanceDue();

    assertThat(till.state(paid)).isEqualTo(PaymentState.REFUND_PENDING);
    assertThat(till.state(declined)).isEqualTo(PaymentState.CANCELED);
  }

  private OrderState order(Payment payment) {
    return till.shop.stateOf(payment.orderId());
  }

  private void reopen(LateSuccess lateSuccess) {
    till.close();
    till = new Till(directory.resolve("another"), lateSuccess);
  }

  private void bind(Payment payment) {
    till.shop.database.change(tx ->
        tx.update("UPDATE payments SET provider_payment_id = 'pi_1' WHERE id = :id")
            .bind("id", payment.id().value())
            .execute());
  }

  private Payment waitingForTheShopper() {
    return sent(told(IntentStatus.REQUIRES_ACTION, PRICE));
  }

  private Payment declined() {
    return sent(FakePsp.declined(PRICE));
  }

  private Payment sent(PspAnswer<Intent> answer) {
    Payment payment = till.start();
    till.psp.answers("create", told(IntentStatus.REQUIRES_CONFIRMATION, PRICE));
    till.psp.answers("confirm", answer);
    till.advance(payment);
    return payment;
  }

  private Payment expired() {
    Payment payment = waitingForTheShopper();
    till.psp.answers("cancel", told(IntentStatus.CANCELED, PRICE));
    till.timeRunsOut();
    till.advanceDue();
    return payment;
  }

  private Payment expiredThenPaid() {
    Payment payment = expired();
    paidAfterAll(payment);
    return payment;
  }

  /** The provider calls back that it was paid, and says so again when asked. */
  private void paidAfterAll(Payment payment) {
    till.psp.answers("retrieve", told(IntentStatus.SUCCEEDED, PRICE));
    till.callback(payment, FakePsp.intent("pi_1", IntentStatus.SUCCEEDED, PRICE));
    till.advanceDue();
  }
}
