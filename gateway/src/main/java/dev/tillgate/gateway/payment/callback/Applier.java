package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.Applied;
import dev.tillgate.gateway.payment.Payment;
import dev.tillgate.gateway.payment.Payments;
import dev.tillgate.gateway.payment.Settlement;
import dev.tillgate.gateway.payment.Source;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.News;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Tx;
import tools.jackson.databind.node.ObjectNode;

/** Applies a genuine callback to the payment it is about, in the caller's transaction. */
final class Applier {
  private final Payments payments;
  private final Settlement settlement;
  private final Orders orders;

  Applier(Payments payments, Settlement settlement, Orders orders) {
    this.payments = payments;
    this.settlement = settlement;
    this.orders = orders;
  }

  /** What it did; deferred when the payment is not known (yet). */
  Callback.Outcome apply(Tx tx, ProviderEvent event) {
    return switch (event.news()) {
      case News.OfIntent(Intent intent) -> apply(tx, event, intent);
      case News.Nothing() -> new Callback.Outcome(Callback.State.IGNORED, "type-not-used", null);
    };
  }

  private Callback.Outcome apply(Tx tx, ProviderEvent event, Intent intent) {
    return payments
        .matching(tx, intent)
        .map(payment -> apply(tx, payment, event, intent))
        .orElse(new Callback.Outcome(Callback.State.DEFERRED, "payment-not-known", null));
  }

  private Callback.Outcome apply(Tx tx, Payment payment, ProviderEvent event, Intent intent) {
    note(tx, payment, event);
    return switch (settlement.apply(tx, payment, intent, Source.CALLBACK)) {
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
