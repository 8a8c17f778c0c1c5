package dev.tillgate.mockpsp.sdk;

import com.stripe.exception.StripeException;
import com.stripe.model.Dispute;
import com.stripe.model.Refund;
import com.stripe.param.DisputeListParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.param.RefundUpdateParams;
import com.stripe.service.V1Services;
import dev.tillgate.mockpsp.Shop;

/** Refunds and disputes, told with the official Java library. */
final class MoneyBackStory {
  private final V1Services api;
  private final Bank bank;
  private final Transcript transcript;

  /** Returns when the bank has done what it does soon after a payment. */
  @FunctionalInterface
  interface Bank {
    void complains() throws Exception;
  }

  MoneyBackStory(V1Services api, Bank bank, Transcript transcript) {
    this.api = api;
    this.bank = bank;
    this.transcript = transcript;
  }

  void tell() throws Exception {
    String intent = pay("pm_card_visa");
    Refund part = refund(intent, 300L);
    transcript.saw("refund a part", part.getStatus(), part.getAmount());
    transcript.refused("refund too much", () -> refund(intent, 800L));
    transcript.saw("refund the rest", refund(intent, null).getAmount());
    transcript.refused("refund once more", () -> refund(intent, null));
    changed(part.getId());
    transcript.saw("refunds", listed(intent));
    transcript.saw("pending refund", refund(pay("pm_card_pendingRefund"), null).getStatus());
    transcript.refused("no such refund", () -> api.refunds().retrieve("re_none"));
    disputed();
  }

  private void disputed() throws Exception {
    String intent = pay("pm_card_createDispute");
    bank.complains();
    DisputeListParams its = DisputeListParams.builder().setPaymentIntent(intent).build();
    Dispute dispute = api.disputes().list(its).getData().getFirst();
    transcript.saw("dispute", dispute.getStatus(), dispute.getAmount(), dispute.getReason());
    transcript.saw("dispute again", api.disputes().retrieve(dispute.getId()).getStatus());
    transcript.refused("refund of a dispute", () -> refund(intent, null));
  }

  private void changed(String refund) throws StripeException {
    RefundUpdateParams why = RefundUpdateParams.builder().putMetadata("why", "cold tea").build();
    String unused = api.refunds().update(refund, why).getId();
    transcript.saw("refund changed", api.refunds().retrieve(refund).getMetadata().get("why"));
    transcript.refused("refund canceled", () -> api.refunds().cancel(refund));
  }

  private int listed(String intent) throws StripeException {
    return api.refunds()
        .list(RefundListParams.builder().setPaymentIntent(intent).build())
        .getData()
        .size();
  }

  private Refund refund(String intent, Long amount) throws StripeException {
    return api.refunds()
        .create(RefundCreateParams.builder().setPaymentIntent(intent).setAmount(amount).build());
  }

  private String pay(String method) throws StripeException {
    return api.paymentIntents()
        .create(Shop.order().setPaymentMethod(method).setConfirm(true).build())
        .getId();
  }
}
