package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.Applied;
import dev.tillgate.gateway.payment.MoneyNews;
import dev.tillgate.gateway.payment.Payment;
import dev.tillgate.gateway.payment.PaymentFlow;
import dev.tillgate.gateway.payment.Payments;
import dev.tillgate.gateway.payment.Settlement;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.News;
import dev.tillgate.gateway.payment.provider.ProviderDispute;
import dev.tillgate.gateway.payment.provider.ProviderRefund;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Tx;
import java.util.Optional;
import java.util.function.Supplier;
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
  Callback.Outcome apply(Tx tx, ProviderEvent event, Callback.Origin origin) {
    return switch (event.news()) {
      case News.OfIntent(Intent intent) ->
          payments
              .matching(tx, intent)
              .map(payment ->
                  apply(
                      tx,
                      payment,
                      event,
                      origin,
                      () -> settlement.apply(tx, payment, intent, origin.source())))
              .orElseGet(() -> unplaced(intent));
      case News.OfRefund(ProviderRefund refund) ->
          payments
              .boundTo(tx, refund.providerPaymentId())
              .filter(moneyNews::isPaid)
              .map(payment ->
                  apply(
                      tx,
                      payment,
                      event,
                      origin,
                      () -> moneyNews.refund(tx, payment, refund, origin.source())))
              .orElse(UNKNOWN);
      case News.OfRefundSum(String providerPaymentId, long amountMinor) ->
          payments
              .boundTo(tx, providerPaymentId)
              .filter(payment -> moneyNews.knowsRefunds(tx, payment, amountMinor))
              .map(payment ->
                  apply(tx, payment, event, origin, () -> new Applied.Ignored("same-state")))
              .orElse(UNKNOWN);
      case News.OfDispute(ProviderDispute dispute) ->
          payments
              .boundTo(tx, dispute.providerPaymentId())
              .map(payment ->
                  apply(tx, payment, event, origin, () -> moneyNews.dispute(tx, payment, dispute)))
              .orElse(UNKNOWN);
      case News.Nothing() -> new Callback.Outcome(Callback.State.IGNORED, "type-not-used", null);
    };
  }

  private Callback.Outcome apply(
      Tx tx,
      Payment payment,
      ProviderEvent event,
      Callback.Origin origin,
      Supplier<Applied> effect) {
    note(tx, payment, event, origin);
    return switch (effect.get()) {
      case Applied.Moved moved ->
          new Callback.Outcome(Callback.State.PROCESSED, null, payment.id().value());
      case Applied.Ignored ignored ->
          new Callback.Outcome(Callback.State.IGNORED, ignored.reason(), payment.id().value());
    };
  }

  /** An intent that names us is waited for; one that does not was made by somebody else. */
  private static Callback.Outcome unplaced(Intent intent) {
    return Payments.named(intent)
        ? new Callback.Outcome(
            Callback.State.DEFERRED, "payment-not-known", null, Optional.of(intent))
        : new Callback.Outcome(Callback.State.IGNORED, "not-ours", null);
  }

  private void note(Tx tx, Payment payment, ProviderEvent event, Callback.Origin origin) {
    ObjectNode details =
        Json.object().put("provider_event_id", event.id()).put("type", event.type());
    switch (origin) {
      case CALLBACK -> {
        details.put("signature", "genuine").put("timestamp", "within tolerance");
        note(tx, payment, "callback.verified", event, " received, signature genuine", details);
      }
      case READ_BACK ->
          note(tx, payment, "callback.read_back", event, " read back from the provider", details);
    }
  }

  private void note(
      Tx tx, Payment payment, String kind, ProviderEvent event, String how, ObjectNode details) {
    details.put("livemode", event.livemode());
    orders.note(tx, payment.orderId(), kind, event.type() + how, details);
  }
}
