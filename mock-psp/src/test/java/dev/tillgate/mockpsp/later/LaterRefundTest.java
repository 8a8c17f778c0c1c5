package dev.tillgate.mockpsp.later;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Refunds that end later, by the provider's own clock or because a test says so. */
class LaterRefundTest extends LaterMoney {
  @Test
  void aPendingRefundSucceedsAfterThreeMinutes() throws Exception {
    PaymentIntent paid = shop.pay("pm_card_pendingRefund");
    Refund pending = refund(paid);
    advance("PT2M59S");
    String before = retrieved(pending).getStatus();
    advance("PT1S");

    assertThat(pending.getStatus()).isEqualTo("pending");
    assertThat(pending.getPendingReason()).isEqualTo("processing");
    assertThat(before).isEqualTo("pending");
    assertThat(retrieved(pending).getStatus()).isEqualTo("succeeded");
    assertThat(retrieved(pending).getPendingReason()).isNull();
    assertThat(charge(paid).getAmountRefunded()).isEqualTo(1099);
    assertThat(types().getFirst()).isEqualTo("refund.updated");
  }

  @Test
  void aFailingRefundSucceedsFirstAndThenTheMoneyIsBackOnTheCharge() throws Exception {
    PaymentIntent paid = shop.pay("pm_card_refundFail");
    Refund refund = refund(paid);
    Charge refunded = charge(paid);
    advance("PT3M");

    assertThat(refund.getStatus()).isEqualTo("succeeded");
    assertThat(refunded.getRefunded()).isTrue();
    assertThat(retrieved(refund).getStatus()).isEqualTo("failed");
    assertThat(retrieved(refund).getFailureReason()).isEqualTo("expired_or_canceled_card");
    assertThat(retrieved(refund).getFailureBalanceTransaction()).startsWith("txn_");
    assertThat(charge(paid).getAmountRefunded()).isZero();
    assertThat(charge(paid).getRefunded()).isFalse();
    assertThat(types().getFirst()).isEqualTo("refund.failed");
    assertThat(refund(paid).getStatus()).isEqualTo("succeeded");
  }

  @Test
  void aTestMaySettleARefundBeforeItsTimeAndTheTimeThenChangesNothing() throws Exception {
    Refund won = refund(shop.pay("pm_card_pendingRefund"));
    Refund lost = refund(shop.pay("pm_card_pendingRefund"));
    settle(won, "succeed");
    ObjectNode failed = settle(lost, "fail");
    ObjectNode twice = settle(won, "succeed");
    int events = types().size();
    advance("P1D");

    assertThat(retrieved(won).getStatus()).isEqualTo("succeeded");
    assertThat(failed.path("status").asString()).isEqualTo("failed");
    assertThat(twice.at("/error/message").asString()).contains("succeeded");
    assertThat(retrieved(lost).getStatus()).isEqualTo("failed");
    assertThat(types()).hasSize(events);
  }

  @Test
  void theLedgerKeepsCapturedAndRefundedApart() throws Exception {
    PaymentIntent paid = shop.pay("pm_card_refundFail");
    shop.api().refunds().create(of(paid).setAmount(99L).build());
    ObjectNode refunded = wire.control("ledger");
    advance("PT3M");
    ObjectNode failed = wire.control("ledger");

    assertThat(refunded.at("/payment_intents/0/captured").asInt()).isEqualTo(1099);
    assertThat(refunded.at("/payment_intents/0/refunded").asInt()).isEqualTo(99);
    assertThat(failed.at("/payment_intents/0/captured").asInt()).isEqualTo(1099);
    assertThat(failed.at("/payment_intents/0/refunded").asInt()).isZero();
    assertThat(failed.at("/payment_intents/0/charges").asInt()).isEqualTo(1);
  }

  private ObjectNode settle(Refund refund, String result) throws Exception {
    return wire.control("refunds/" + refund.getId() + "/settle", "{\"result\":\"" + result + "\"}");
  }

  private Refund retrieved(Refund refund) throws StripeException {
    return shop.api().refunds().retrieve(refund.getId());
  }
}
