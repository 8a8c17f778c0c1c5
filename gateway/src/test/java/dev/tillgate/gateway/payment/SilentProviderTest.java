package dev.tillgate.gateway.payment;

import static dev.tillgate.gateway.payment.FakePsp.declined;
import static dev.tillgate.gateway.payment.FakePsp.told;
import static dev.tillgate.gateway.payment.FakePsp.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.Shop;
import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payments at a provider that cannot be asked how one stands and whose declines are final. */
class SilentProviderTest {
  private static final long PRICE = Shop.TEA_PRICE;

  @TempDir Path directory;
  Till till;

  @BeforeEach
  void open() {
    till = new Till(directory);
    till.psp.tellsByCallbackOnly();
    till.psp.answers("create", told(IntentStatus.REQUIRES_CONFIRMATION, PRICE));
  }

  @AfterEach
  void close() {
    till.close();
  }

  @Test
  @DisplayName("PAY-C1: a lost confirm is found out by the same call under the same key")
  void aLostConfirmIsPostedAgainUnderItsKey() {
    Payment payment = till.start();
    till.psp.answers("confirm", unknown(), told(IntentStatus.SUCCEEDED, PRICE));

    till.advance(payment);
    till.advanceWhenDue(payment);

    String confirm = "confirm " + payment.id() + ":confirm";
    assertThat(till.psp.calls)
        .containsExactly("create " + payment.id() + ":create", confirm, confirm);
    assertThat(till.state(payment)).isEqualTo(PaymentState.PROCESSING);
  }

  @Test
  @DisplayName("PAY-C9: past 23 hours it is not posted again, and a person decides")
  void anOldKeyIsNotUsedAgain() {
    Payment payment = till.start();
    till.psp.answers("confirm", unknown());
    till.advance(payment);

    till.shop.clock.advance(Duration.ofHours(23));
    till.advanceDue();

    assertThat(till.psp.calls).hasSize(2);
    assertThat(till.state(payment)).isEqualTo(PaymentState.NEEDS_REVIEW);
  }

  @Test
  @DisplayName("PAY-C10: a second card is charged at once, for the first decline is final")
  void aSecondCardIsChargedAtOnce() {
    Order order = till.shop.order(1);
    declinedPayment(order);
    till.shop.database.change(
        tx -> till.shop.orders.become(tx, order.id(), OrderState.PENDING, "paid for again"));
    Payment second = till.start(order);
    till.psp.answers(
        "create",
        new PspAnswer.Told<>(FakePsp.intent("pi_2", IntentStatus.REQUIRES_CONFIRMATION, PRICE)));
    till.psp.answers(
        "confirm", new PspAnswer.Told<>(FakePsp.intent("pi_2", IntentStatus.SUCCEEDED, PRICE)));

    till.advance(second);

    assertThat(till.psp.calls).noneMatch(call -> call.startsWith("cancel "));
    assertThat(till.state(second)).isEqualTo(PaymentState.PROCESSING);
  }

  @Test
  @DisplayName("PAY-G3: a declined order ends without a cancel, and its stock is free")
  void aDeclinedOrderEndsWithoutACancel() {
    Order order = till.shop.order(1);
    declinedPayment(order);

    till.timeRunsOut();
    till.advanceDue();

    assertThat(till.psp.calls).noneMatch(call -> call.startsWith("cancel "));
    assertThat(till.shop.stateOf(order.id())).isEqualTo(OrderState.EXPIRED);
    assertThat(till.shop.tea().reserved()).isZero();
  }

  private void declinedPayment(Order order) {
    Payment first = till.start(order);
    till.psp.answers("confirm", declined(PRICE));
    till.advance(first);
    assertThat(till.state(first)).isEqualTo(PaymentState.FAILED);
  }
}
