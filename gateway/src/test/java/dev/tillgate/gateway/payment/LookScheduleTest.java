package dev.tillgate.gateway.payment;

import static dev.tillgate.gateway.payment.FakePsp.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.Shop;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A payment nothing is heard of: when the provider is asked about it. */
class LookScheduleTest {
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

  private Payment confirmed(IntentStatus directAnswer) {
    Payment payment = till.start();
    till.psp.answers("create", told(IntentStatus.REQUIRES_CONFIRMATION, PRICE));
    till.psp.answers("confirm", told(directAnswer, PRICE));
    till.advance(payment);
    return payment;
  }

  /** Its age at each look until nobody looks any more, every one answered that it goes on. */
  private List<Duration> looks(Payment payment) {
    Instant sent = till.shop.clock.instant();
    List<Duration> ages = new ArrayList<>();
    while (till.now(payment).schedule().dueAt().isPresent()) {
      till.psp.answers("retrieve", told(IntentStatus.PROCESSING, PRICE));
      till.advanceWhenDue(payment);
      ages.add(Duration.between(sent, till.shop.clock.instant()));
    }
    return ages;
  }

  @Test
  @DisplayName("PAY-F1: it is asked about with its age, and after seven days it is for a person")
  void theLooksComeWithTheAge() {
    Payment payment = confirmed(IntentStatus.PROCESSING);

    assertThat(looks(payment))
        .containsExactly(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1),
            Duration.ofDays(2),
            Duration.ofDays(3),
            Duration.ofDays(4),
            Duration.ofDays(5),
            Duration.ofDays(6),
            Duration.ofDays(7));
    assertThat(till.shop.stateOf(payment.orderId())).isEqualTo(OrderState.NEEDS_REVIEW);
  }

  @Test
  @DisplayName("PAY-F1, ruling 1: a direct answer that it succeeded is asked about after 5 s")
  void theFirstLookAfterADirectSuccessComesEarly() {
    Payment payment = confirmed(IntentStatus.SUCCEEDED);

    assertThat(looks(payment))
        .startsWith(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofMinutes(5));
  }

  @Test
  @DisplayName("PAY-F1: a question nobody answers is asked again soon")
  void anUnansweredLookIsRepeatedSoon() {
    Payment payment = confirmed(IntentStatus.PROCESSING);
    till.psp.answers("retrieve", FakePsp.unknown(), told(IntentStatus.SUCCEEDED, PRICE));
    till.advanceWhenDue(payment);
    Instant asked = till.shop.clock.instant();

    till.advanceWhenDue(payment);

    assertThat(Duration.between(asked, till.shop.clock.instant()))
        .isLessThan(Duration.ofSeconds(2));
    assertThat(till.shop.stateOf(payment.orderId())).isEqualTo(OrderState.CONFIRMED);
  }

  @Test
  @DisplayName("PAY-C5: a look waits as long as the provider asks for")
  void theProvidersWishIsHonoured() {
    Payment payment = confirmed(IntentStatus.PROCESSING);
    Duration wish = Duration.ofMinutes(10);
    till.psp.answers("retrieve", new PspAnswer.NotSent<>("429", Optional.of(wish)));

    till.advanceWhenDue(payment);

    assertThat(till.now(payment).schedule().dueAt()).contains(till.shop.clock.instant().plus(wish));
  }

  @Test
  void whoeverAsksNowHasItAskedNow() {
    Payment payment = confirmed(IntentStatus.PROCESSING);
    till.psp.answers("retrieve", told(IntentStatus.SUCCEEDED, PRICE));

    askNow(payment);

    assertThat(till.advanceDue()).isOne();
    assertThat(till.shop.stateOf(payment.orderId())).isEqualTo(OrderState.CONFIRMED);
  }

  @Test
  void aSettledPaymentIsLookedAtOnceMore() {
    Payment payment = confirmed(IntentStatus.PROCESSING);
    till.callback(payment, FakePsp.intent("pi_1", IntentStatus.SUCCEEDED, PRICE));
    till.psp.answers("retrieve", told(IntentStatus.SUCCEEDED, PRICE));

    askNow(payment);

    assertThat(till.advanceDue()).isOne();
    assertThat(till.advanceDue()).isZero();
    assertThat(till.psp.calls).last().isEqualTo("retrieve pi_1");
    assertThat(till.state(payment)).isEqualTo(PaymentState.SUCCEEDED);
    assertThat(till.shop.events(payment.orderId())).containsExactly("order.confirmed");
  }

  @Test
  void aSettledPaymentNobodyAsksForIsLeftAlone() {
    Payment payment = confirmed(IntentStatus.PROCESSING);
    till.callback(payment, FakePsp.intent("pi_1", IntentStatus.SUCCEEDED, PRICE));

    till.advance(payment);

    assertThat(till.psp.calls).doesNotContain("retrieve pi_1");
  }

  private void askNow(Payment payment) {
    till.shop.database.change(tx -> till.payments.askNow(tx, payment.orderId()));
  }
}
