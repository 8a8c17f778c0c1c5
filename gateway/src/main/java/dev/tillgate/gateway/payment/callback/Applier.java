package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.Applied;
import dev.tillgate.gateway.payment.MoneyNews;
import dev.tillgate.gateway.payment.Payment;
import dev.tillgate.gateway.payment.PaymentFlow;
import dev.tillgate.gateway.payment.Payments;
import dev.tillgate.gateway.payment.Settlement;
import dev.tillgate.gateway.payment.Source;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.News;
import dev.tillgate.gateway.payment.provider.ProviderDispute;
import dev.tillgate.gateway.payment.provider.ProviderRefund;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Tx;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** Applies a genuine callback to the payment it is about, in the caller's transaction. */
final class Applier {
  /** Its payment may come to be known, or to be paid. */
  private static final Callback.Outcome UNKNOWN =
      new Callback.Outcome(Callback.State.DEFERRED, "payment-not-known", null);

  private final Payments payments;
  private final Settlement settlement;
  private final MoneyNews moneyNews;
  private final Orders orders;

  Applier(PaymentFlow flow, Orders orders) {
    this.payments = flow.payments();
    this.settlement = flow.settlement();
    this.moneyNews = flow.moneyNews();
    this.orders = orders;
  }

  /** What it did; deferred when the payment is not known (yet). */
  Callback.Outcome apply(Tx tx, ProviderEvent event) {
    return switch (event.news()) {
      case News.OfIntent(Intent intent) -> intent(tx, event, intent);
      case News.OfRefund(ProviderRefund refund) -> refund(tx, event, refund);
      case News.OfRefundSum sum -> refundSum(tx, event, sum);
      case News.OfDispute(ProviderDispute dispute) -> dispute(tx, event, dispute);
      case News.Nothing() -> new Callback.Outcome(Callback.State.IGNORED, "type-not-used", null);
    };
  }

  private Callback.Outcome intent(Tx tx, ProviderEvent event, Intent intent) {
    return apply(
        tx,
        event,
        payments.matching(tx, intent),
        payment -> settlement.apply(tx, payment, intent, Source.CALLBACK));
  }

  private Callback.Outcome refund(Tx tx, ProviderEvent event, ProviderRefund refund) {
    return apply(
        tx,
        event,
        payments.boundTo(tx, refund.providerPaymentId()).filter(moneyNews::isPaid),
        payment -> moneyNews.refund(tx, payment, refund, Source.CALLBACK));
  }

  private Callback.Outcome refundSum(Tx tx, ProviderEvent event, News.OfRefundSum sum) {
    return apply(
        tx,
        event,
        payments
            .boundTo(tx, sum.providerPaymentId())
            .filter(payment -> moneyNews.knowsRefunds(tx, payment, sum.amountMinor())),
        payment -> new Applied.Ignored("same-state"));
  }

  private Callback.Outcome dispute(Tx tx, ProviderEvent event, ProviderDispute dispute) {
    return apply(
        tx,
        event,
        payments.boundTo(tx, dispute.providerPaymentId()),
        payment -> moneyNews.dispute(tx, payment, dispute));
  }

  private Callback.Outcome apply(
      Tx tx, ProviderEvent event, Optional<Payment> known, Function<Payment, Applied> effect) {
    return known.map(payment -> apply(tx, payment, event, effect)).orElse(UNKNOWN);
  }

  private Callback.Outcome apply(
      Tx tx, Payment payment, ProviderEvent event, Function<Payment, Applied> effect) {
    note(tx, payment, event);
    return switch (effect.apply(payment)) {
      case Applied.Moved moved ->
          new Callback.Outcome(Callback.State.PROCESSED, null, payment.id().value());
      case Applied.Ignored ignored ->
          new Callback.Outcome(Callback.State.IGNORED, ignored.reason(), payment.id().value());
    };
  }

  private void note(Tx tx, Payment payment, ProviderEvent event) {
    ObjectNode details =
        Json.object()
            .put("provider_event_id", event.id())
            .put("type", event.type())
            .put("signature", "genuine")
            .put("timestamp", "within tolerance")
            .put("livemode", event.livemode());
    String text = event.type() + " received, signature genuine";
    orders.note(tx, payment.orderId(), "callback.verified", text, details);
  }
}
