package dev.tillgate.gateway.payment;

import static dev.tillgate.gateway.payment.FakePsp.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tillgate.gateway.Shop;
import dev.tillgate.gateway.catalog.Product;
import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import dev.tillgate.gateway.platform.http.Problem;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person decides about orders in review. */
class ReviewsTest {
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

  @Test
  void anOrderWhoseMoneyIsInOrderIsConfirmedOnce() {
    Payment payment = paidTooMuch();

    till.shop.database.change(tx -> till.reviews.confirm(tx, payment.orderId(), "agreed"));

    assertThat(order(payment)).isEqualTo(OrderState.CONFIRMED);
    assertThat(till.state(payment)).isEqualTo(PaymentState.SUCCEEDED);
    assertThat(till.shop.tea()).isEqualTo(new Product.Level(9, 0));
    assertThat(till.shop.events(payment.orderId())).containsOnlyOnce("order.confirmed");
  }

  @Test
  void whatCannotBeConfirmedForWantOfStockStaysInReview() {
    Payment payment = paidTooMuch();
    till.shop.database.change(tx -> till.shop.catalog.adjust(tx, Shop.TEA, -10));

    assertThatThrownBy(() ->
            till.shop.database.change(tx -> till.reviews.confirm(tx, payment.orderId(), "agreed")))
        .isInstanceOf(Problem.class);

    assertThat(order(payment)).isEqualTo(OrderState.NEEDS_REVIEW);
    assertThat(till.state(payment)).isEqualTo(PaymentState.NEEDS_REVIEW);
  }

  @Test
  void anOrderThatIsToBeRefundedGivesItsMoneyBack() {
    Payment payment = paidTooMuch();

    till.shop.database.change(tx -> till.reviews.refund(tx, payment.orderId(), "paid twice"));

    assertThat(till.state(payment)).isEqualTo(PaymentState.REFUND_PENDING);
  }

  @Test
  void anOrderThatIsCalledOffIsCanceledAtTheProviderFirst() {
    Payment payment = wrongAmountAsked();
    till.psp.answers("cancel", told(IntentStatus.CANCELED, PRICE + 1));

    till.shop.database.change(tx -> till.reviews.cancel(tx, payment.orderId(), "wrong amount"));
    assertThat(till.shop.tea()).isEqualTo(new Product.Level(10, 1));
    till.advanceDue();

    assertThat(order(payment)).isEqualTo(OrderState.CANCELED);
    assertThat(till.state(payment)).isEqualTo(PaymentState.CANCELED);
    assertThat(till.shop.tea()).isEqualTo(new Product.Level(10, 0));
  }

  @Test
  void anOrderThatIsCalledOffButWasPaidGivesItsMoneyBack() {
    Payment payment = wrongAmountAsked();
    till.psp.answers("cancel", told(IntentStatus.SUCCEEDED, PRICE + 1));

    till.shop.database.change(tx -> till.reviews.cancel(tx, payment.orderId(), "wrong amount"));
    till.advanceDue();

    assertThat(till.state(payment)).isEqualTo(PaymentState.REFUND_PENDING);
    assertThat(order(payment)).isEqualTo(OrderState.CANCELING);
  }

  @Test
  void aProviderThatIsSilentAboutWhatWasCalledOffIsAskedAgainLater() {
    Payment payment = wrongAmountAsked();
    till.psp.answers("cancel", FakePsp.unknown());

    till.shop.database.change(tx -> till.reviews.cancel(tx, payment.orderId(), "wrong amount"));
    till.advanceDue();

    assertThat(till.advanceDue()).isZero();
    assertThat(till.now(payment).schedule().dueAt()).isPresent();
    assertThat(order(payment)).isEqualTo(OrderState.CANCELING);
  }

  @Test
  void aPaymentTheProviderNeverHeardOfEndsWithItsOrder() {
    Payment payment = till.start();
    till.psp.answers(
        "create", new PspAnswer.Refused<>("idempotency_error", Optional.empty(), "other"));
    till.advance(payment);

    till.shop.database.change(tx -> till.reviews.cancel(tx, payment.orderId(), "a bug of ours"));

    assertThat(order(payment)).isEqualTo(OrderState.CANCELED);
    assertThat(till.state(payment)).isEqualTo(PaymentState.CANCELED);
  }

  @Test
  void anOrderThatFinishedBeforeIsWhatItWasAndTheOtherMoneyGoesBack() {
    Order order = till.shop.order(1);
    Payment first = till.start(order);
    Payment second = till.start(order);
    till.callback(second, FakePsp.intent("pi_2", IntentStatus.SUCCEEDED, PRICE));
    till.callback(first, FakePsp.intent("pi_1", IntentStatus.SUCCEEDED, PRICE + 1));
    assertThat(order(first)).isEqualTo(OrderState.NEEDS_REVIEW);

    till.shop.database.change(tx -> till.reviews.confirm(tx, order.id(), "paid twice"));

    assertThat(order(first)).isEqualTo(OrderState.CONFIRMED);
    assertThat(till.state(first)).isEqualTo(PaymentState.REFUND_PENDING);
    assertThat(till.state(second)).isEqualTo(PaymentState.SUCCEEDED);
    assertThat(till.shop.events(order.id())).containsOnlyOnce("order.confirmed");
    assertThat(till.shop.tea()).isEqualTo(new Product.Level(9, 0));
  }

  @Test
  void newsDoesNotDecideInThePersonsPlace() {
    Payment payment = paidTooMuch();

    till.callback(payment, FakePsp.intent("pi_1", IntentStatus.SUCCEEDED, PRICE));

    assertThat(till.state(payment)).isEqualTo(PaymentState.NEEDS_REVIEW);
    assertThat(order(payment)).isEqualTo(OrderState.NEEDS_REVIEW);
  }

  @Test
  void onlyWhatIsInReviewIsDecided() {
    Payment payment = till.start();

    assertThatThrownBy(
            () -> till.shop.database.change(tx -> till.reviews.cancel(tx, payment.orderId(), "no")))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("pending");

    assertThat(order(payment)).isEqualTo(OrderState.PENDING);
  }

  @Test
  @DisplayName("PAY-D1: another attempt that succeeds does not confirm an order in review")
  void anotherAttemptDoesNotEndTheReview() {
    Payment payment = paidTooMuch();
    Payment second = till.start(till.order(payment.orderId()));

    till.callback(second, FakePsp.intent("pi_2", IntentStatus.SUCCEEDED, PRICE));

    assertThat(order(payment)).isEqualTo(OrderState.NEEDS_REVIEW);
  }

  @Test
  @DisplayName("PAY-D1: of too much, all that came goes back, and not only what was asked for")
  void allOfTooMuchGoesBack() {
    Payment payment = brought(PRICE + 1);

    till.shop.database.change(tx -> till.reviews.refund(tx, payment.orderId(), "too much"));
    till.refunds.advance();

    assertThat(till.psp.refunds.all())
        .singleElement()
        .satisfies(refund -> assertThat(refund.amountMinor()).isEqualTo(PRICE + 1));
    endedRefunded(payment);
  }

  @Test
  @DisplayName("PAY-D3: of a part that was captured, no more is asked back than came")
  void allOfTooLittleGoesBack() {
    Payment payment = brought(PRICE - 100);

    till.shop.database.change(tx -> till.reviews.refund(tx, payment.orderId(), "too little"));
    till.refunds.advance();

    assertThat(till.psp.refunds.all())
        .singleElement()
        .satisfies(refund -> assertThat(refund.amountMinor()).isEqualTo(PRICE - 100));
    endedRefunded(payment);
  }

  @Test
  void whatSomebodyGaveBackAtTheProviderEndsTheReview() {
    Payment payment = brought(PRICE - 100);

    till.callback(payment, till.psp.refunds.inDashboard("pi_1", PRICE - 100));

    endedRefunded(payment);
  }

  @Test
  void aRefundThatFailedIsTriedAgainWhenAPersonSaysSo() {
    Payment payment = brought(PRICE + 1);
    till.psp.refunds.next(FakeRefunds.Mishap.REFUSED);
    till.shop.database.change(tx -> till.reviews.refund(tx, payment.orderId(), "too much"));
    till.refunds.advance();
    assertThat(order(payment)).isEqualTo(OrderState.NEEDS_REVIEW);

    till.shop.database.change(tx -> till.reviews.refund(tx, payment.orderId(), "once more"));
    till.refunds.advance();

    endedRefunded(payment);
  }

  private void endedRefunded(Payment payment) {
    assertThat(till.state(payment)).isEqualTo(PaymentState.REFUNDED);
    assertThat(order(payment)).isEqualTo(OrderState.REFUNDED);
    assertThat(till.shop.tea()).isEqualTo(new Product.Level(10, 0));
  }

  /** The provider was paid another amount than was asked for. */
  private Payment brought(long amountMinor) {
    Payment payment = till.start();
    till.callback(payment, FakePsp.intent("pi_1", IntentStatus.SUCCEEDED, amountMinor));
    assertThat(order(payment)).isEqualTo(OrderState.NEEDS_REVIEW);
    return payment;
  }

  private OrderState order(Payment payment) {
    return till.shop.stateOf(payment.orderId());
  }

  /** The provider took more than was asked for. */
  private Payment paidTooMuch() {
    Payment payment = wrongAmountAsked();
    assertThat(order(payment)).isEqualTo(OrderState.NEEDS_REVIEW);
    return payment;
  }

  /** The provider made an intent over another amount than was asked for. */
  private Payment wrongAmountAsked() {
    Payment payment = till.start();
    till.psp.answers("create", told(IntentStatus.REQUIRES_CONFIRMATION, PRICE + 1));
    till.advance(payment);
    return payment;
  }
}
