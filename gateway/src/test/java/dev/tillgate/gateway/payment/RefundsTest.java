package dev.tillgate.gateway.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tillgate.gateway.Shop;
import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.payment.FakeRefunds.Mishap;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.payment.provider.ProviderRefund;
import dev.tillgate.gateway.payment.provider.ProviderRefund.Status;
import dev.tillgate.gateway.payment.refund.Origin;
import dev.tillgate.gateway.payment.refund.Refund;
import dev.tillgate.gateway.payment.refund.RefundState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Money that goes back: what the provider is asked, and what becomes of payment and order. */
class RefundsTest {
  private static final long PRICE = Shop.TEA_PRICE;

  @TempDir Path directory;
  Till till;
  Order order;
  Payment payment;

  @BeforeEach
  void payForAnOrder() {
    till = new Till(directory);
    order = till.shop.order(1);
    payment = till.paid(order, "pi_1");
  }

  @AfterEach
  void close() {
    till.close();
  }

  private Optional<Refund> ask(long amountMinor) {
    return till.shop.database.write(tx ->
        till.refunds
            .refunds()
            .request(
                tx,
                till.refunds.refunds().nextId(),
                payment.captured().orElseThrow(),
                amountMinor,
                Optional.empty()));
  }

  private Refund refund() {
    return till.refunds.of(order.id()).getLast();
  }

  private Order order() {
    return till.shop.database.read(tx -> till.shop.orders.find(tx, order.id()).orElseThrow());
  }

  private void assertOrder(OrderState state, long refundedMinor) {
    assertThat(order().state()).isEqualTo(state);
    assertThat(order().progress().amountRefundedMinor()).isEqualTo(refundedMinor);
  }

  private List<String> events() {
    return till.shop.events(order.id());
  }

  @Test
  void nothingIsAskedOfTheProviderBeforeTheRefundIsWrittenDown() {
    ask(PRICE);

    assertThat(till.psp.refunds.all()).isEmpty();
    assertThat(refund().state()).isEqualTo(RefundState.CREATED);
    assertThat(till.state(payment)).isEqualTo(PaymentState.REFUND_PENDING);
    assertOrder(OrderState.CONFIRMED, 0);
  }

  @Test
  void aWholeRefundRefundsPaymentAndOrder() {
    ask(PRICE);
    till.refunds.advance();

    assertThat(refund().state()).isEqualTo(RefundState.SUCCEEDED);
    assertThat(till.state(payment)).isEqualTo(PaymentState.REFUNDED);
    assertOrder(OrderState.REFUNDED, PRICE);
    assertThat(events()).containsExactly("order.confirmed", "order.refunded");
  }

  @Test
  @DisplayName("ruling 8: each part is told, and together they are the whole")
  void partsAddUp() {
    ask(299);
    till.refunds.advance();
    assertThat(till.state(payment)).isEqualTo(PaymentState.PARTIALLY_REFUNDED);
    assertOrder(OrderState.PARTIALLY_REFUNDED, 299);

    ask(500);
    till.refunds.advance();
    assertOrder(OrderState.PARTIALLY_REFUNDED, 799);

    ask(500);
    till.refunds.advance();
    assertOrder(OrderState.REFUNDED, PRICE);
    assertThat(events())
        .containsExactly("order.confirmed", "order.refunded", "order.refunded", "order.refunded");
  }

  @Test
  @DisplayName("PAY-I7: more than remains is refused before the provider is asked")
  void moreThanRemainsIsRefused() {
    ask(1_000);

    assertThat(ask(300)).isEmpty();
    assertThat(ask(299)).isPresent();
    assertThat(ask(1)).isEmpty();
    till.refunds.advance();
    assertThat(till.psp.refunds.all())
        .extracting(ProviderRefund::amountMinor)
        .containsExactly(1_000L, 299L);
  }

  @Test
  void whatFailedRemains() {
    till.psp.refunds.next(Mishap.REFUSED);
    ask(PRICE);
    till.refunds.advance();

    assertThat(refund().atProvider().failureReason()).contains("charge_already_refunded");
    assertThat(till.state(payment)).isEqualTo(PaymentState.REFUND_FAILED);
    assertOrder(OrderState.CONFIRMED, 0);
    assertThat(events()).containsExactly("order.confirmed", "order.refund_failed");
    assertThat(ask(PRICE)).isPresent();
  }

  @Test
  @DisplayName("PAY-I6: a call that times out is found out about under the same key: one refund")
  void aLostCallIsRepeatedUnderItsKey() {
    till.psp.refunds.next(Mishap.LOST, Mishap.ANSWER_LOST);
    ask(PRICE);
    till.refunds.advance();
    assertThat(refund().state()).isEqualTo(RefundState.UNKNOWN);
    assertThat(till.state(payment)).isEqualTo(PaymentState.REFUND_PENDING);

    till.refunds.advanceWhenDue();
    assertThat(refund().state()).isEqualTo(RefundState.UNKNOWN);
    till.refunds.advanceWhenDue();

    assertThat(refund().state()).isEqualTo(RefundState.SUCCEEDED);
    assertThat(till.psp.refunds.all()).hasSize(1);
    String key = "refund " + refund().id() + ":create";
    assertThat(till.psp.calls).containsExactly(key, "refundsOf pi_1", key, "refundsOf pi_1");
  }

  @Test
  @DisplayName("PAY-C9 for refunds: a key older than 23 h is never used again")
  void anOldKeyIsNotUsedAgain() {
    till.psp.refunds.next(Mishap.LOST);
    ask(PRICE);
    till.refunds.advance();
    till.shop.clock.advance(Duration.ofHours(23));

    till.refunds.advanceDue();

    assertThat(till.psp.refunds.all()).isEmpty();
    assertThat(refund().state()).isEqualTo(RefundState.FAILED);
    assertThat(refund().atProvider().failureReason()).contains("never_arrived");
    assertOrder(OrderState.CONFIRMED, 0);
  }

  @Test
  void anOldKeyWhoseRefundIsThereIsFound() {
    till.psp.refunds.next(Mishap.ANSWER_LOST);
    ask(PRICE);
    till.refunds.advance();
    till.shop.clock.advance(Duration.ofHours(24));

    till.refunds.advanceDue();

    assertThat(till.refunds.of(order.id())).hasSize(1);
    assertThat(refund().state()).isEqualTo(RefundState.SUCCEEDED);
  }

  @Test
  void whatSurelyWasNotSentIsAsNewAndSentAgain() {
    till.psp.refunds.next(Mishap.NOT_SENT);
    ask(PRICE);
    till.refunds.advance();
    assertThat(refund().state()).isEqualTo(RefundState.CREATED);

    till.refunds.advanceWhenDue();

    assertThat(refund().state()).isEqualTo(RefundState.SUCCEEDED);
    assertThat(till.psp.calls).noneMatch(call -> call.startsWith("refundsOf"));
  }

  @Test
  void whatMayHaveBeenSentBeforeIsNotTakenForNew() {
    till.psp.refunds.next(Mishap.ANSWER_LOST, Mishap.NOT_SENT);
    ask(PRICE);
    till.refunds.advance();

    till.callback(payment, till.psp.refunds.settle("re_1", Status.PENDING));
    till.callback(payment, till.psp.refunds.settle("re_1", Status.SUCCEEDED));

    assertThat(refund().state()).isEqualTo(RefundState.SUCCEEDED);
    assertThat(till.refunds.of(order.id())).hasSize(1);
  }

  @Test
  void aPendingRefundIsLookedAtUntilItIsOver() {
    till.psp.refunds.nextIs(Status.PENDING);
    ask(PRICE);
    till.refunds.advance();
    assertThat(refund().state()).isEqualTo(RefundState.PENDING);
    assertOrder(OrderState.CONFIRMED, 0);

    till.refunds.advanceWhenDue();
    till.refunds.advanceWhenDue();
    assertThat(refund().state()).isEqualTo(RefundState.PENDING);
    till.psp.refunds.settle("re_1", Status.SUCCEEDED);
    till.refunds.advanceWhenDue();

    assertOrder(OrderState.REFUNDED, PRICE);
  }

  @Test
  @DisplayName("PAY-I4, ruling 8: a refund that fails later returns the order to what it was, once")
  void aRefundThatFailsLaterIsTakenBack() {
    Order confirmed = order();
    ask(PRICE);
    till.refunds.advance();

    till.callback(payment, till.psp.refunds.settle("re_1", Status.FAILED));

    assertThat(till.state(payment)).isEqualTo(PaymentState.REFUND_FAILED);
    assertOrder(OrderState.CONFIRMED, 0);
    assertThat(order().progress().confirmedAt()).isEqualTo(confirmed.progress().confirmedAt());
    assertThat(events())
        .containsExactly("order.confirmed", "order.refunded", "order.refund_failed");
    assertThat(ask(PRICE)).isPresent();
  }

  @Test
  @DisplayName("PAY-I4: of two parts one fails later, and the other stands")
  void ofTwoPartsOneFailsLater() {
    ask(1_000);
    ask(299);
    till.refunds.advance();

    till.callback(payment, till.psp.refunds.settle("re_1", Status.FAILED));

    assertThat(till.state(payment)).isEqualTo(PaymentState.PARTIALLY_REFUNDED);
    assertOrder(OrderState.PARTIALLY_REFUNDED, 299);
  }

  @Test
  @DisplayName("PAY-I5: a refund made in the dashboard is reflected from its event")
  void aRefundOfTheDashboardIsReflected() {
    till.callback(payment, till.psp.refunds.inDashboard("pi_1", 299));

    assertThat(refund().wish().origin()).isEqualTo(Origin.PROVIDER);
    assertOrder(OrderState.PARTIALLY_REFUNDED, 299);
    assertThat(events()).containsExactly("order.confirmed", "order.refunded");
    assertThat(ask(PRICE)).isEmpty();
  }

  @Test
  @DisplayName("PAY-I3: redelivered and reordered events of several refunds have one effect each")
  void redeliveredEventsChangeNothing() {
    ProviderRefund first = till.psp.refunds.inDashboard("pi_1", 299);
    ProviderRefund second = till.psp.refunds.inDashboard("pi_1", 299);
    ProviderRefund failed = till.psp.refunds.settle(second.id(), Status.FAILED);
    till.callback(payment, failed);
    till.callback(payment, first);

    assertThat(till.callback(payment, first)).contains(new Applied.Ignored("same-state"));
    assertThat(till.callback(payment, second)).contains(new Applied.Ignored("stale"));
    assertThat(till.callback(payment, failed)).contains(new Applied.Ignored("same-state"));
    assertThat(till.refunds.of(order.id())).hasSize(2);
    assertOrder(OrderState.PARTIALLY_REFUNDED, 299);
    assertThat(events()).containsExactly("order.confirmed", "order.refunded");
  }

  @Test
  void metadataAloneMakesARefundOursOnlyOnceAndWithItsAmount() {
    till.psp.refunds.next(Mishap.LOST);
    ask(299);
    till.refunds.advance();
    ProviderRefund other =
        new ProviderRefund(
            "re_9",
            "pi_1",
            300,
            "usd",
            new ProviderRefund.Outcome(Status.SUCCEEDED, Optional.empty()),
            Map.of("refund_id", refund().id().value()));

    till.callback(payment, other);

    assertThat(till.refunds.of(order.id()))
        .extracting(refund -> refund.wish().origin(), Refund::state)
        .containsExactly(
            tuple(Origin.REQUESTED, RefundState.UNKNOWN),
            tuple(Origin.PROVIDER, RefundState.SUCCEEDED));
  }

  @Test
  void aRefundOfAPaymentNotYetKnownToBePaidComesTooEarly() {
    Payment early = till.start();
    till.shop.database.change(tx ->
        till.settlement.apply(
            tx, early, FakePsp.intent("pi_2", IntentStatus.PROCESSING, PRICE), Source.CALLBACK));

    assertThat(till.callback(early, till.psp.refunds.inDashboard("pi_2", PRICE))).isEmpty();
    assertThat(till.refunds.of(early.orderId())).isEmpty();
  }

  @Test
  void aSumThatIsMoreThanWeKnowOfIsLookedUp() {
    till.psp.refunds.inDashboard("pi_1", 299);

    assertThat(knows(299)).isFalse();
    assertThat(till.lookedUp).containsExactly(payment.captured().orElseThrow());

    till.callback(payment, till.psp.refunds.all().getFirst());
    assertThat(knows(299)).isTrue();
  }

  private boolean knows(long amountMinor) {
    return till.shop.database.write(
        tx -> till.moneyNews.knowsRefunds(tx, till.now(payment), amountMinor));
  }
}
