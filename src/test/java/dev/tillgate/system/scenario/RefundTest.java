package dev.tillgate.system.scenario;

import static dev.tillgate.mockpsp.client.Method.POST;
import static dev.tillgate.system.stage.Stage.PATIENCE;
import static dev.tillgate.system.stage.Stage.PRICE;
import static dev.tillgate.system.stage.Stage.STOCK;
import static dev.tillgate.system.stage.Stage.TEA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.system.playground.Poll;
import dev.tillgate.system.playground.Purchase;
import dev.tillgate.system.playground.Reply;
import dev.tillgate.system.stage.AtOnce;
import dev.tillgate.system.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Money goes back once for each time it was asked for, whoever asks and whatever gets lost. */
class RefundTest {
  // What the provider brings about three minutes later; a callback four minutes old is still taken.
  private static final Duration LATER = Duration.ofMinutes(4);

  @RegisterExtension final Stage stage = Stage.whole();

  private Reply paid(String method) {
    return stage.shop().checkOut(Purchase.of(TEA, method), "Prefer", "wait=30").expect(201);
  }

  private static String newKey() {
    return UUID.randomUUID().toString();
  }

  private String status(String order) {
    return stage.shop().order(order).path("status").asString();
  }

  private void becomes(String order, String status) {
    Poll.until(status, PATIENCE, () -> status(order).equals(status));
  }

  private long refundedAtProvider(String order) {
    return stage.psp().ledger(order).intent().refunded();
  }

  @Test
  @DisplayName("PAY-I1 a refund asked for ten times at once under one key is made once")
  void aDoubleClickRefundsOnce() throws InterruptedException {
    String order = paid("pm_card_visa").text("/id");
    String key = newKey();

    List<Integer> statuses =
        AtOnce.times(10, copy -> stage.shop().refund(key, order, "{\"amount\":500}").status());
    Reply again = stage.shop().refund(key, order, "{\"amount\":500}");

    assertThat(statuses).contains(201).isSubsetOf(201, 409);
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.header("Idempotent-Replayed")).contains("true");
    assertThat(refundedAtProvider(order)).isEqualTo(500);
    assertThat(status(order)).isEqualTo("partially_refunded");
    stage.books().agree(STOCK);
  }

  @Test
  @DisplayName("PAY-I7 of twenty who ask at once for a fifth each, five get it, the others a 422")
  void moreThanWasPaidIsNeverRefunded() throws InterruptedException {
    String order = paid("pm_card_visa").text("/id");

    List<Integer> statuses =
        AtOnce.times(
            20,
            copy ->
                stage.shop().refund(newKey(), order, "{\"amount\":" + PRICE / 5 + "}").status());

    assertThat(statuses).filteredOn(status -> status == 201).hasSize(5);
    assertThat(statuses).filteredOn(status -> status == 422).hasSize(15);
    assertThat(refundedAtProvider(order)).isEqualTo(PRICE / 5 * 5);
    stage.books().agree(STOCK);
  }

  @Test
  @DisplayName("PAY-I3 parts whose events come three times and in any order add up")
  void partsAddUpWhateverTheCallbacksDo() {
    String order = paid("pm_card_visa").text("/id");
    stage.psp().callbacks().plan().duplicate(2).shuffle().seed(3).begin();

    for (int amount : new int[] {299, 400, 600}) {
      stage.shop().refund(newKey(), order, "{\"amount\":" + amount + "}").expect(201);
    }

    assertThat(status(order)).isEqualTo("refunded");
    assertThat(stage.books().types(order))
        .containsExactly(
            "order.placed",
            "order.confirmed",
            "order.refunded",
            "order.refunded",
            "order.refunded");
    stage.books().agree(STOCK);
  }

  @Test
  @DisplayName("PAY-I4 a refund that fails later puts the order back, and can be asked for again")
  void aRefundThatFailsLaterPutsTheOrderBack() {
    String order = paid("pm_card_refundFail").text("/id");
    stage.shop().refund(newKey(), order, "{}").expect(201);
    assertThat(status(order)).isEqualTo("refunded");

    stage.psp().advanceClock(LATER);

    becomes(order, "confirmed");
    assertThat(stage.shop().order(order).path("amount_refunded").asLong()).isZero();
    assertThat(stage.books().types(order))
        .containsExactly(
            "order.placed", "order.confirmed", "order.refunded", "order.refund_failed");
    stage.books().agree(STOCK);
    stage.shop().refund(newKey(), order, "{}").expect(201);
  }

  @Test
  @DisplayName("PAY-I5 a refund made in the provider's dashboard is the order's as well")
  void aRefundOfTheDashboardIsReflected() throws Exception {
    Reply paid = paid("pm_card_visa");
    String order = paid.text("/id");

    stage.dashboard().refund(paid.text("/payment/provider_payment_id"), 299);

    becomes(order, "partially_refunded");
    assertThat(stage.shop().refunds(order).getFirst().path("origin").asString())
        .isEqualTo("provider");
    stage.books().agree(STOCK);
  }

  @Test
  @DisplayName("PAY-I5 a refund of the dashboard of which only the charge's event comes is found")
  void aRefundKnownOnlyByItsSumIsFound() throws Exception {
    Reply paid = paid("pm_card_visa");
    stage.psp().callbacks().plan().types("refund.*").drop(1).begin();

    stage.dashboard().refund(paid.text("/payment/provider_payment_id"), 299);

    becomes(paid.text("/id"), "partially_refunded");
    stage.books().agree(STOCK);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @DisplayName("PAY-I6 a refund whose answer or call is lost is made once")
  void aRefundWhoseAnswerIsLostIsMadeOnce(boolean done) {
    String order = paid("pm_card_visa").text("/id");
    var once = stage.psp().faults().on(POST, "/v1/refunds").times(1);
    (done ? once.after() : once.before()).reset();
    stage.psp().callbacks().plan().types("refund.*", "charge.*").drop(1).begin();

    Reply answer = stage.shop().refund(newKey(), order, "{}", "Prefer", "wait=30");

    assertThat(answer.status()).isEqualTo(201);
    assertThat(refundedAtProvider(order)).isEqualTo(PRICE);
    assertThat(stage.shop().refunds(order)).hasSize(1);
    stage.books().agree(STOCK);
  }

  @Test
  @DisplayName("PAY-D6 a dispute flags the order, is told once, and blocks refunds")
  void aDisputeBlocksRefunds() {
    String order = paid("pm_card_createDispute").text("/id");
    stage.psp().advanceClock(LATER);

    Poll.until(
        "the dispute",
        PATIENCE,
        () -> stage.shop().order(order).at("/payment/disputed").asBoolean());
    Reply refused = stage.shop().refund(newKey(), order, "{}");

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("/code")).isEqualTo("order-disputed");
    assertThat(status(order)).isEqualTo("confirmed");
    assertThat(stage.books().types(order))
        .containsExactly("order.placed", "order.confirmed", "order.disputed");
    assertThat(refundedAtProvider(order)).isZero();
  }
}
