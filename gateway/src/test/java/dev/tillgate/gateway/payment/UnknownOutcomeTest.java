package dev.tillgate.gateway.payment;

import static dev.tillgate.gateway.payment.FakePsp.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.Shop;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody knows whether a create arrived: what the provider has says it. */
class UnknownOutcomeTest {
  private static final long PRICE = Shop.TEA_PRICE;
  private static final Duration KEY_LIFETIME = Duration.ofHours(23);

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

  private Payment lost() {
    Payment payment = till.start();
    till.psp.answers("create", FakePsp.unknown());
    till.advance(payment);
    return payment;
  }

  private Payment lostAndOld() {
    Payment payment = lost();
    till.shop.clock.advance(KEY_LIFETIME);
    return payment;
  }

  private static Intent named(Payment payment, IntentStatus status, long amount) {
    return named(payment.orderId().value(), payment, status, amount);
  }

  private static Intent named(String order, Payment payment, IntentStatus status, long amount) {
    Intent plain = FakePsp.intent("pi_1", status, amount);
    return new Intent(
        plain.id(),
        plain.status(),
        plain.amount(),
        plain.situation(),
        Map.of("order_id", order, "payment_id", payment.id().value()));
  }

  @Test
  @DisplayName("PAY-C9: after 23 hours the create is looked for, never posted again")
  void anOldKeyIsNeverUsedAgain() {
    Payment payment = lostAndOld();
    till.psp.has.add(named(payment, IntentStatus.SUCCEEDED, PRICE));

    till.advanceDue();

    assertThat(till.psp.calls).containsExactly("create " + payment.id() + ":create", "intents");
    assertThat(till.now(payment).atProvider().id()).contains("pi_1");
    assertThat(till.shop.stateOf(payment.orderId())).isEqualTo(OrderState.CONFIRMED);
  }

  @Test
  @DisplayName("PAY-C9: what surely never arrived charged nobody, and the shopper may pay again")
  void whatNeverArrivedIsOver() {
    Payment payment = lostAndOld();

    till.advanceDue();

    assertThat(till.psp.calls).hasSize(2);
    assertThat(till.state(payment)).isEqualTo(PaymentState.CANCELED);
    assertThat(till.shop.stateOf(payment.orderId())).isEqualTo(OrderState.PAYMENT_FAILED);
  }

  @Test
  @DisplayName("PAY-C9: an intent too old to be confirmed is canceled, for it was never charged")
  void anOldIntentIsNotConfirmed() {
    Payment payment = lostAndOld();
    till.psp.has.add(named(payment, IntentStatus.REQUIRES_CONFIRMATION, PRICE));
    till.psp.answers("cancel", told(IntentStatus.CANCELED, PRICE));

    till.advanceDue();

    assertThat(till.psp.calls).last().asString().startsWith("cancel " + payment.id() + ":cancel");
    assertThat(till.shop.stateOf(payment.orderId())).isEqualTo(OrderState.PAYMENT_FAILED);
  }

  @Test
  @DisplayName("PAY-C3: a create that fails again and again is looked for before it is repeated")
  void aFailureTheProviderKeepsIsNotRepeatedForEver() {
    Payment payment = till.start();
    till.advanceUnknown(payment, 3);
    till.psp.has.add(named(payment, IntentStatus.REQUIRES_CONFIRMATION, PRICE));
    till.psp.answers("confirm", told(IntentStatus.PROCESSING, PRICE));

    till.advanceWhenDue(payment);

    assertThat(till.psp.calls.subList(3, till.psp.calls.size()))
        .containsExactly("intents", "confirm " + payment.id() + ":confirm");
    assertThat(till.state(payment)).isEqualTo(PaymentState.PROCESSING);
  }

  @Test
  @DisplayName("PAY-C4: what the provider does not have is posted again, with the same key")
  void whatIsNotThereIsPostedAgain() {
    Payment payment = till.start();
    till.advanceUnknown(payment, 3);
    till.psp.answers("create", told(IntentStatus.REQUIRES_CONFIRMATION, PRICE));
    till.psp.answers("confirm", told(IntentStatus.PROCESSING, PRICE));

    till.advanceWhenDue(payment);

    assertThat(till.psp.calls.subList(3, 5))
        .containsExactly("intents", "create " + payment.id() + ":create");
    assertThat(till.state(payment)).isEqualTo(PaymentState.PROCESSING);
  }

  @Test
  @DisplayName("ruling 5: what bears our payment's name and another amount is for a person")
  void aNameAloneIsNotBelieved() {
    Payment payment = lostAndOld();
    till.psp.has.add(named(payment, IntentStatus.SUCCEEDED, PRICE - 1));

    till.advanceDue();

    assertThat(till.now(payment).atProvider().id()).isEmpty();
    assertThat(till.shop.stateOf(payment.orderId())).isEqualTo(OrderState.NEEDS_REVIEW);
  }

  @Test
  @DisplayName("ruling 5: an intent that names another order is for a person")
  void anotherOrdersNameIsNotBelieved() {
    Payment payment = lostAndOld();
    till.psp.has.add(named("ord_other", payment, IntentStatus.SUCCEEDED, PRICE));

    till.advanceDue();

    assertThat(till.shop.stateOf(payment.orderId())).isEqualTo(OrderState.NEEDS_REVIEW);
  }

  @Test
  void otherPeoplesIntentsAreNotTakenForOurs() {
    Payment payment = lostAndOld();
    till.psp.has.add(FakePsp.intent("pi_other", IntentStatus.SUCCEEDED, PRICE));

    till.advanceDue();

    assertThat(till.state(payment)).isEqualTo(PaymentState.CANCELED);
  }

  @Test
  void aSearchNobodyAnswersIsNoProofThatThereIsNothing() {
    Payment payment = lostAndOld();
    till.psp.answers("intents", FakePsp.unknown());

    till.advanceDue();

    assertThat(till.state(payment)).isEqualTo(PaymentState.UNKNOWN);
    assertThat(till.advanceDue()).isZero();
  }

  @Test
  @DisplayName("PAY-C4: a provider that says nothing for seven days leaves it to a person")
  void sevenDaysOfSilenceAreEnough() {
    Payment payment = lost();
    for (int i = 0; i < 100 && till.state(payment) == PaymentState.UNKNOWN; i++) {
      till.psp.answers("create", FakePsp.unknown()).answers("intents", FakePsp.unknown());
      till.advanceWhenDue(payment);
    }

    assertThat(till.shop.stateOf(payment.orderId())).isEqualTo(OrderState.NEEDS_REVIEW);
    assertThat(Duration.between(submitted(payment), till.shop.clock.instant()))
        .isEqualTo(Duration.ofDays(7));
  }

  private java.time.Instant submitted(Payment payment) {
    return till.now(payment).schedule().submittedAt().orElseThrow();
  }
}
