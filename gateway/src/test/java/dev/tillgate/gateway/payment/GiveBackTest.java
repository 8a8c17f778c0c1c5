package dev.tillgate.gateway.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.Shop;
import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.payment.FakeRefunds.Mishap;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.payment.provider.ProviderRefund.Status;
import dev.tillgate.gateway.payment.refund.Origin;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Money that is not for keeping goes back unasked, and is never kept in silence. */
class GiveBackTest {
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

  /** An order that was paid twice, by two attempts. */
  private Order paidTwice() {
    Order order = till.shop.order(1);
    till.paid(order, "pi_1");
    till.paid(order, "pi_2");
    return order;
  }

  private Order paidLate() {
    Order order = till.shop.order(1);
    Payment late = till.start(order);
    end(order, OrderState.EXPIRING, OrderState.EXPIRED);
    till.callback(late, FakePsp.intent("pi_1", IntentStatus.SUCCEEDED, PRICE));
    return order;
  }

  private void end(Order order, OrderState... states) {
    for (OrderState state : states) {
      till.shop.database.change(tx -> till.shop.orders.become(tx, order.id(), state, "a test"));
    }
  }

  private Applied giveBack(Payment payment) {
    Payment now = till.now(payment);
    return till.shop.database.write(tx -> till.moves.giveBack(tx, now, "a test"));
  }

  private Order now(Order order) {
    return till.shop.database.read(tx -> till.shop.orders.find(tx, order.id()).orElseThrow());
  }

  @Test
  void theSecondPaymentGoesBackAndIsNotTheOrdersMoney() {
    Order order = paidTwice();
    till.refunds.advance();

    assertThat(till.psp.refunds.all())
        .singleElement()
        .satisfies(refund -> {
          assertThat(refund.providerPaymentId()).isEqualTo("pi_2");
          assertThat(refund.amountMinor()).isEqualTo(PRICE);
        });
    assertThat(now(order).state()).isEqualTo(OrderState.CONFIRMED);
    assertThat(now(order).progress().amountRefundedMinor()).isZero();
    assertThat(till.shop.events(order.id()))
        .containsExactly("order.confirmed", "payment.refunded_automatically");
  }

  @Test
  @DisplayName(
      "PAY-E1: money that comes after the order expired goes back; the order keeps its state")
  void lateMoneyGoesBack() {
    Order order = paidLate();
    till.refunds.advance();

    assertThat(till.refunds.of(order.id()))
        .singleElement()
        .extracting(refund -> refund.wish().origin())
        .isEqualTo(Origin.AUTOMATIC);
    assertThat(now(order).state()).isEqualTo(OrderState.EXPIRED);
    assertThat(now(order).progress().amountRefundedMinor()).isEqualTo(PRICE);
    assertThat(till.shop.events(order.id()))
        .containsExactly("order.expired", "payment.refunded_automatically");
  }

  @Test
  void onlyWhatIsStillHereGoesBack() {
    Order order = till.shop.order(1);
    Payment payment = till.paid(order, "pi_1");
    till.callback(payment, till.psp.refunds.inDashboard("pi_1", 299));

    giveBack(payment);
    till.refunds.advance();

    assertThat(till.psp.refunds.all().getLast().amountMinor()).isEqualTo(PRICE - 299);
    assertThat(till.state(payment)).isEqualTo(PaymentState.REFUNDED);
  }

  @Test
  void whatIsBackAlreadyDoesNotGoBackAgain() {
    Order order = till.shop.order(1);
    Payment payment = till.paid(order, "pi_1");
    till.callback(payment, till.psp.refunds.inDashboard("pi_1", PRICE));

    Applied applied = giveBack(payment);

    assertThat(applied).isEqualTo(new Applied.Ignored("nothing-left"));
    assertThat(till.state(payment)).isEqualTo(PaymentState.REFUNDED);
  }

  @Test
  void lateMoneyWhoseRefundFailsNeedsAPerson() {
    Order order = paidLate();
    till.refunds.advance();

    till.callback(till.payments(order).getFirst(), till.psp.refunds.settle("re_1", Status.FAILED));

    assertThat(now(order).state()).isEqualTo(OrderState.NEEDS_REVIEW);
    assertThat(till.shop.events(order.id()))
        .containsExactly(
            "order.expired",
            "payment.refunded_automatically",
            "order.refund_failed",
            "order.needs_review");
  }

  @Test
  void aRefusalBecauseSomebodyElseRefundedItNeedsNobody() {
    Order order = paidLate();
    till.psp.refunds.inDashboard("pi_1", PRICE);
    till.psp.refunds.next(Mishap.REFUSED);

    till.refunds.advance();

    assertThat(till.refunds.of(order.id()))
        .extracting(refund -> refund.state().word())
        .containsExactly("failed", "succeeded");
    assertThat(now(order).state()).isEqualTo(OrderState.EXPIRED);
    assertThat(till.state(till.payments(order).getFirst())).isEqualTo(PaymentState.REFUNDED);
  }

  @Test
  @DisplayName("confirmed, then canceled: canceled only when all the money is back")
  void aCanceledOrderIsOverWhenTheMoneyIsBack() {
    Order order = till.shop.order(1);
    Payment payment = till.paid(order, "pi_1");
    till.psp.refunds.nextIs(Status.PENDING);
    end(order, OrderState.CANCELING);
    giveBack(payment);
    till.refunds.advance();
    assertThat(now(order).state()).isEqualTo(OrderState.CANCELING);

    till.callback(payment, till.psp.refunds.settle("re_1", Status.SUCCEEDED));

    assertThat(now(order).state()).isEqualTo(OrderState.CANCELED);
    assertThat(till.shop.events(order.id())).containsExactly("order.confirmed", "order.canceled");
  }

  @Test
  void aSecondPaymentThatDoesNotGoBackLeavesTheOrderAsItIs() {
    Order order = paidTwice();
    till.refunds.advance();

    till.callback(till.payments(order).getFirst(), till.psp.refunds.settle("re_1", Status.FAILED));

    assertThat(now(order).state()).isEqualTo(OrderState.CONFIRMED);
    assertThat(till.state(till.payments(order).getFirst())).isEqualTo(PaymentState.REFUND_FAILED);
    assertThat(till.shop.events(order.id())).endsWith("order.refund_failed");
  }

  @Test
  void aReviewEndsAndIsToldOnceWhenAllTheMoneyIsBack() {
    Order order = till.shop.order(1);
    Payment payment = till.paid(order, "pi_1");
    end(order, OrderState.NEEDS_REVIEW);

    till.callback(payment, till.psp.refunds.inDashboard("pi_1", PRICE));

    assertThat(now(order).state()).isEqualTo(OrderState.REFUNDED);
    assertThat(now(order).progress().amountRefundedMinor()).isEqualTo(PRICE);
    assertThat(till.shop.events(order.id()))
        .containsExactly("order.confirmed", "order.needs_review", "order.refunded");
  }

  @Test
  void calledOffAfterItsRefundFailedItGoesBackAgain() {
    Order order = paidLate();
    till.psp.refunds.next(Mishap.REFUSED);
    till.refunds.advance();
    assertThat(now(order).state()).isEqualTo(OrderState.NEEDS_REVIEW);

    till.cancel(order.id());
    till.refunds.advance();

    assertThat(now(order).state()).isEqualTo(OrderState.CANCELED);
  }
}
