package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.Applied;
import dev.tillgate.gateway.payment.Payment;
import dev.tillgate.gateway.payment.Payments;
import dev.tillgate.gateway.payment.Settlement;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.News;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Tx;
import java.util.Optional;
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
  Callback.Outcome apply(Tx tx, ProviderEvent event, Callback.Origin origin) {
    return switch (event.news()) {
      case News.OfIntent(Intent intent) -> apply(tx, event, intent, origin);
      case News.Nothing() -> new Callback.Outcome(Callback.State.IGNORED, "type-not-used", null);
    };
  }

  private Callback.Outcome apply(
      Tx tx, ProviderEvent event, Intent intent, Callback.Origin origin) {
    return payments
        .matching(tx, intent)
        .map(payment -> {
          note(tx, payment, event, origin);
          return outcome(payment, settlement.apply(tx, payment, intent, origin.source()));
        })
        .orElseGet(() -> unplaced(intent));
  }

  /** An intent that names us is waited for; one that does not was made by somebody else. */
  private static Callback.Outcome unplaced(Intent intent) {
    return Payments.named(intent)
        ? new Callback.Outcome(
            Callback.State.DEFERRED, "payment-not-known", null, Optional.of(intent))
        : new Callback.Outcome(Callback.State.IGNORED, "not-ours", null);
  }

  private static Callback.Outcome outcome(Payment payment, Applied applied) {
    return switch (applied) {
      case Applied.Moved moved ->
          new Callback.Outcome(Callback.State.PROCESSED, null, payment.id().value());
      case Applied.Ignored ignored ->
          new Callback.Outcome(Callback.State.IGNORED, ignored.reason(), payment.id().value());
    };
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
