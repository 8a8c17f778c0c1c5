package dev.tillgate.gateway.payment;

import static dev.tillgate.gateway.payment.FakePsp.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.Shop;
import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdvanceTest {
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

  private void created() {
    till.psp.answers("create", told(IntentStatus.REQUIRES_CONFIRMATION, PRICE));
  }

  @Test
  void aPaymentIsCreatedStoredAndConfirmedUnderKeysOfItsOwn() {
    Payment payment = till.start();
    created();
    till.psp.answers("confirm", told(IntentStatus.SUCCEEDED, PRICE));

    till.advance(payment);

    assertThat(till.psp.calls)
        .containsExactly(
            "create " + payment.id() + ":create", "confirm " + payment.id() + ":confirm");
    assertThat(till.now(payment).atProvider().id()).contains("pi_1");
    assertThat(till.state(payment)).isEqualTo(PaymentState.PROCESSING);
  }

  @Test
  void theCommitHandsThePaymentToTheWorker() {
    Payment payment = till.start();
    till.shop.close(); // By then every hook has run.

    assertThat(till.handedOver).containsExactly(payment.id());
    till = new Till(directory.resolve("another"));
  }

  @Test
  void aDeclineTakesEffectAtOnce() {
    Payment payment = till.start();
    created();
    till.psp.answers("confirm", FakePsp.declined(PRICE));

    till.advance(payment);

    assertThat(till.shop.stateOf(payment.orderId())).isEqualTo(OrderState.PAYMENT_FAILED);
  }

  @Test
  void threeDSecureShowsThePageToVisit() {
    Payment payment = till.start();
    created();
    till.psp.answers("confirm", told(IntentStatus.REQUIRES_ACTION, PRICE));

    till.advance(payment);

    assertThat(till.shop.stateOf(payment.orderId())).isEqualTo(OrderState.REQUIRES_ACTION);
    assertThat(till.now(payment).atProvider().redirectUrl()).contains("https://bank.example/3ds");
  }

  @Test
  @DisplayName("PAY-C1: a lost answer to the create is unknown, and repeated with the same key")
  void aLostCreateIsRepeatedWithTheSameKey() {
    Payment payment = till.start();
    till.psp.answers("create", FakePsp.unknown(), told(IntentStatus.REQUIRES_CONFIRMATION, PRICE));
    till.psp.answers("confirm", told(IntentStatus.SUCCEEDED, PRICE));
    till.advance(payment);
    assertThat(till.state(payment)).isEqualTo(PaymentState.UNKNOWN);
    assertThat(till.shop.stateOf(payment.orderId())).isEqualTo(OrderState.PENDING);

    till.advanceWhenDue(payment);

    String create = "create " + payment.id() + ":create";
    assertThat(till.psp.calls)
        .containsExactly(create, create, "confirm " + payment.id() + ":confirm");
    assertThat(till.state(payment)).isEqualTo(PaymentState.PROCESSING);
  }

  @Test
  void nothingIsRepeatedBeforeItsTime() {
    Payment payment = till.start();
    till.psp.answers("create", FakePsp.unknown());
    till.advance(payment);

    assertThat(till.advanceDue()).isZero();
  }

  @Test
  @DisplayName(
      "PAY-C3: a lost answer to the confirm is asked about first, and what is told finishes the order")
  void aLostConfirmIsAskedAbout() {
    Payment payment = till.start();
    created();
    till.psp.answers("confirm", FakePsp.unknown());
    till.advance(payment);
    assertThat(till.state(payment)).isEqualTo(PaymentState.UNKNOWN);
    till.psp.answers("retrieve", told(IntentStatus.SUCCEEDED, PRICE));

    till.advanceWhenDue(payment);

    assertThat(till.psp.calls).last().isEqualTo("retrieve pi_1");
    assertThat(till.shop.stateOf(payment.orderId())).isEqualTo(OrderState.CONFIRMED);
  }

  @Test
  @DisplayName("ruling 3: what still wants confirmation is confirmed again with its key")
  void aConfirmThatNeverArrivedIsPostedAgain() {
    Payment payment = till.start();
    created();
    till.psp.answers("confirm", FakePsp.unknown(), told(IntentStatus.PROCESSING, PRICE));
    till.psp.answers("retrieve", told(IntentStatus.REQUIRES_CONFIRMATION, PRICE));
    till.advance(payment);

    till.advanceWhenDue(payment);

    assertThat(till.psp.calls).last().isEqualTo("confirm " + payment.id() + ":confirm");
    assertThat(till.state(payment)).isEqualTo(PaymentState.PROCESSING);
  }

  @Test
  @DisplayName("PAY-C6: a call that never went out leaves the payment created")
  void whatWasNotSentStartsAgain() {
    Payment payment = till.start();
    till.psp.answers("create", FakePsp.notSent(), told(IntentStatus.REQUIRES_CONFIRMATION, PRICE));
    till.psp.answers("confirm", told(IntentStatus.PROCESSING, PRICE));
    till.advance(payment);
    assertThat(till.state(payment)).isEqualTo(PaymentState.CREATED);

    till.advanceWhenDue(payment);

    assertThat(till.state(payment)).isEqualTo(PaymentState.PROCESSING);
  }

  @Test
  @DisplayName("PAY-C5: the provider's Retry-After is honoured")
  void theProvidersWishIsHonoured() {
    Payment payment = till.start();
    Duration wish = Duration.ofSeconds(90);
    till.psp.answers("create", new PspAnswer.NotSent<>("429", Optional.of(wish)));

    till.advance(payment);

    assertThat(till.now(payment).schedule().dueAt()).contains(till.shop.clock.instant().plus(wish));
  }

  @Test
  void theWaitsGrowToAMinute() {
    Payment payment = till.start();
    till.advanceUnknown(payment, 8);

    Duration wait =
        Duration.between(
            till.shop.clock.instant(), till.now(payment).schedule().dueAt().orElseThrow());
    assertThat(wait).isBetween(Duration.ofSeconds(48), Duration.ofSeconds(72));
  }

  @Test
  void aStepThatFailsIsPutOffAndNotRepeatedAtOnce() {
    Payment payment = till.start();

    till.advance(payment); // The fake provider throws: nobody said what to answer.

    assertThat(till.advanceDue()).isZero();
    assertThat(till.now(payment).schedule().dueAt().orElseThrow())
        .isBetween(till.shop.clock.instant(), till.shop.clock.instant().plusSeconds(2));
  }

  @Test
  @DisplayName("PAY-C11: a key reused by a bug is reviewed, never replaced by another")
  void aRefusedKeyIsReviewed() {
    Payment payment = till.start();
    till.psp.answers(
        "create",
        new PspAnswer.Refused<>("idempotency_error", Optional.empty(), "other parameters"));

    till.advance(payment);

    assertThat(till.state(payment)).isEqualTo(PaymentState.NEEDS_REVIEW);
  }

  @Test
  void aMethodTheProviderDoesNotKnowIsADecline() {
    Payment payment = till.start();
    till.psp.answers(
        "create",
        new PspAnswer.Refused<>(
            "resource_missing", Optional.of("payment_method"), "No such method"));

    till.advance(payment);

    assertThat(till.shop.stateOf(payment.orderId())).isEqualTo(OrderState.PAYMENT_FAILED);
    assertThat(till.now(payment).atProvider().declineCode()).contains("resource_missing");
  }

  @Test
  @DisplayName("PAY-C13: an answer about another amount is never confirmed")
  void anIntentOfAnotherAmountIsNotConfirmed() {
    Payment payment = till.start();
    till.psp.answers("create", told(IntentStatus.REQUIRES_CONFIRMATION, PRICE + 1));

    till.advance(payment);

    assertThat(till.psp.calls).hasSize(1);
    assertThat(till.state(payment)).isEqualTo(PaymentState.NEEDS_REVIEW);
  }

  @Test
  @DisplayName("PAY-F1: a callback that never comes is made good by asking")
  void aSilentProviderIsAsked() {
    Payment payment = till.start();
    created();
    till.psp.answers("confirm", told(IntentStatus.SUCCEEDED, PRICE));
    till.advance(payment);
    till.psp.answers("retrieve", told(IntentStatus.SUCCEEDED, PRICE));

    till.advanceWhenDue(payment);

    assertThat(till.shop.stateOf(payment.orderId())).isEqualTo(OrderState.CONFIRMED);
    assertThat(till.now(payment).schedule().dueAt()).isEmpty();
  }

  @Test
  void aPaymentWhoseOrderNoLongerWaitsIsNotSent() {
    Payment payment = till.start();
    till.shop.database.change(
        tx -> till.shop.orders.become(tx, payment.orderId(), OrderState.CANCELING, "test"));

    till.advance(payment);

    assertThat(till.psp.calls).isEmpty();
    assertThat(till.now(payment).schedule().dueAt()).isEmpty();
  }

  @Test
  @DisplayName(
      "PAY-C10, ruling 4: the earlier intent is canceled before the second card is charged")
  void theEarlierIntentIsCanceledFirst() {
    Order order = till.shop.order(1);
    Payment first = declined(order);
    Payment second = till.start(order);
    till.psp.answers("cancel", told(IntentStatus.CANCELED, PRICE));
    till.psp.answers(
        "create",
        new PspAnswer.Told<>(FakePsp.intent("pi_2", IntentStatus.REQUIRES_CONFIRMATION, PRICE)));
    till.psp.answers(
        "confirm", new PspAnswer.Told<>(FakePsp.intent("pi_2", IntentStatus.SUCCEEDED, PRICE)));

    till.advance(second);

    assertThat(till.psp.calls.subList(2, 5))
        .containsExactly(
            "cancel " + first.id() + ":cancel",
            "create " + second.id() + ":create",
            "confirm " + second.id() + ":confirm");
    assertThat(till.state(first)).isEqualTo(PaymentState.CANCELED);
  }

  @Test
  void aSecondCardIsNotChargedWhenTheFirstTurnsOutToBePaid() {
    Order order = till.shop.order(1);
    Payment first = declined(order);
    Payment second = till.start(order);
    till.psp.answers("cancel", told(IntentStatus.SUCCEEDED, PRICE));

    till.advance(second);

    assertThat(till.state(first)).isEqualTo(PaymentState.SUCCEEDED);
    assertThat(till.state(second)).isEqualTo(PaymentState.CANCELED);
    assertThat(till.shop.stateOf(order.id())).isEqualTo(OrderState.CONFIRMED);
    assertThat(till.psp.calls).doesNotContain("create " + second.id() + ":create");
  }

  @Test
  void aSecondCardWaitsUntilTheFirstIntentIsSurelyCanceled() {
    Order order = till.shop.order(1);
    declined(order);
    Payment second = till.start(order);
    till.psp.answers("cancel", FakePsp.unknown());

    till.advance(second);

    assertThat(till.psp.calls).doesNotContain("create " + second.id() + ":create");
    assertThat(till.state(second)).isEqualTo(PaymentState.CREATED);
  }

  private Payment declined(Order order) {
    Payment payment = till.start(order);
    created();
    till.psp.answers("confirm", FakePsp.declined(PRICE));
    till.advance(payment);
    till.shop.database.change(
        tx -> till.shop.orders.become(tx, order.id(), OrderState.PENDING, "paid for again"));
    return payment;
  }
}
