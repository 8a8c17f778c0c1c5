package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.payment.Applied;
import dev.tillgate.gateway.payment.Payment;
import dev.tillgate.gateway.payment.PaymentFlow;
import dev.tillgate.gateway.payment.Payments;
import dev.tillgate.gateway.payment.Settlement;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.News;
import dev.tillgate.gateway.payment.review.Findings;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Tx;
import tools.jackson.databind.node.ObjectNode;

/** Applies a genuine callback to the payment it is about, in the caller's transaction. */
final class Applier {
  private final Payments payments;
  private final Settlement settlement;
  private final Meaning meaning;
  private final Orders orders;
  private final Findings findings;

  Applier(PaymentFlow flow, Orders orders, Findings findings) {
    this.payments = flow.payments();
    this.settlement = flow.settlement();
    this.meaning = new Meaning(flow);
    this.orders = orders;
    this.findings = findings;
  }

  /**
   * What it did; deferred when the payment is not known (yet).
   *
   * @param stored as it came, with the checks made then
   */
  Callback.Outcome apply(Tx tx, Callback stored, ProviderEvent event) {
    Checks read = stored.checks().ofArrival().ok(Check.EVENT);
    if (event.news() instanceof News.Nothing) {
      return ignored(
          "type-not-used", read.failed(Check.TYPE, "nothing is done about " + event.type()));
    }
    Checks belonging = Belonging.check(read.ok(Check.TYPE), event, settlement);
    return Belonging.foreign(belonging)
        .map(foreign -> applyForeign(tx, belonging, event, foreign))
        .orElseGet(() -> applyOurs(tx, belonging, stored.origin(), event));
  }

  /** What is bound to a payment of ours cannot be foreign: then a person must look. */
  private Callback.Outcome applyForeign(
      Tx tx, Checks checks, ProviderEvent event, Belonging.Foreign foreign) {
    return event
        .news()
        .subject()
        .flatMap(subject -> payments.boundTo(tx, subject))
        .map(payment -> {
          note(tx, payment, event, checks);
          Applied applied = settlement.review(tx, payment, foreign.text() + ", says a callback");
          return outcome(applied, payment, checks);
        })
        .orElseGet(() -> ignored(foreign.reason(), checks));
  }

  private Callback.Outcome applyOurs(
      Tx tx, Checks checks, Callback.Origin origin, ProviderEvent event) {
    return meaning
        .of(tx, event.news(), origin.channel().source())
        .map(known -> apply(tx, known, checks.ok(Check.PAYMENT), event))
        .orElseGet(() -> unknown(tx, origin.provider(), event, checks));
  }

  /** An intent that names us is waited for; one that does not was made by somebody else. */
  private Callback.Outcome unknown(Tx tx, String provider, ProviderEvent event, Checks checks) {
    String subject = event.news().subject().orElse("there");
    if (event.news() instanceof News.OfIntent(Intent intent)) {
      if (!Payments.named(intent)) {
        return ignored("not-ours", checks.failed(Check.PAYMENT, subject + " does not name us"));
      }
      // At once: a payment is on disk before the provider hears of it, so this is nobody's yet.
      findings.found(tx, provider, intent);
    }
    return unknown(subject, checks);
  }

  private static Callback.Outcome unknown(String subject, Checks checks) {
    return new Callback.Outcome(
        Callback.State.DEFERRED,
        "payment-not-known",
        null,
        checks.failed(Check.PAYMENT, "no payment of ours is " + subject + ", or not so far yet"));
  }

  private Callback.Outcome apply(Tx tx, Meaning.Known known, Checks found, ProviderEvent event) {
    Checks checks =
        known.mismatch().map(text -> found.failed(Check.MONEY, text)).orElse(found.ok(Check.MONEY));
    note(tx, known.payment(), event, checks);
    return outcome(known.effect().get(), known.payment(), checks);
  }

  private static Callback.Outcome outcome(Applied applied, Payment payment, Checks checks) {
    String id = payment.id().value();
    return switch (applied) {
      case Applied.Moved moved ->
          new Callback.Outcome(Callback.State.PROCESSED, null, id, checks.ok(Check.APPLIED));
      case Applied.Ignored ignored ->
          new Callback.Outcome(Callback.State.IGNORED, ignored.reason(), id, checks);
    };
  }

  private static Callback.Outcome ignored(String reason, Checks checks) {
    return new Callback.Outcome(Callback.State.IGNORED, reason, null, checks);
  }

  private void note(Tx tx, Payment payment, ProviderEvent event, Checks checks) {
    ObjectNode details =
        Json.object().put("provider_event_id", event.id()).put("type", event.type());
    checks.made().forEach((check, verdict) -> details.put(check.word(), verdict.word()));
    boolean signed = checks.verdict(Check.SIGNATURE).filter(Checks.Verdict::isOk).isPresent();
    orders.note(
        tx,
        payment.orderId(),
        signed ? "callback.verified" : "callback.read_back",
        event.type() + (signed ? " received, signature genuine" : " read back from the provider"),
        details);
  }
}
