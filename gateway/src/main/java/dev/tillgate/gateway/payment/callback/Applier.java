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

  /**
   * What it did; deferred when the payment is not known (yet).
   *
   * @param arrival the checks made when it came
   */
  Callback.Outcome apply(Tx tx, Checks arrival, ProviderEvent event) {
    Checks read = arrival.ok(Check.EVENT);
    if (event.news() instanceof News.Nothing) {
      return ignored(
          "type-not-used", read.failed(Check.TYPE, "nothing is done about " + event.type()));
    }
    Checks belonging = Belonging.check(read.ok(Check.TYPE), event, settlement);
    return Belonging.foreign(belonging)
        .map(foreign -> applyForeign(tx, belonging, event, foreign))
        .orElseGet(() -> applyOurs(tx, belonging, event));
  }

  /** What is bound to a payment of ours cannot be foreign: then a person must look. */
  private Callback.Outcome applyForeign(
      Tx tx, Checks checks, ProviderEvent event, Belonging.Foreign foreign) {
    Optional<Payment> bound =
        event.news() instanceof News.OfIntent(Intent intent)
            ? payments.boundTo(tx, intent.id())
            : Optional.empty();
    return bound
        .map(payment -> {
          note(tx, payment, event, checks);
          Applied applied = settlement.review(tx, payment, foreign.text() + ", says a callback");
          return outcome(applied, payment, checks);
        })
        .orElseGet(() -> ignored(foreign.reason(), checks));
  }

  private Callback.Outcome applyOurs(Tx tx, Checks checks, ProviderEvent event) {
    return switch (event.news()) {
      case News.OfIntent(Intent intent) ->
          payments
              .matching(tx, intent)
              .map(payment -> apply(tx, payment, checks.ok(Check.PAYMENT), event, intent))
              .orElseGet(() -> deferred(checks, "no payment of ours is " + intent.id()));
      case News.OfRefund(ProviderRefund refund) ->
          ofMoney(
              tx,
              checks,
              event,
              refund.providerPaymentId(),
              payment ->
                  moneyNews.isPaid(payment)
                      ? Optional.of(moneyNews.refund(tx, payment, refund, Source.CALLBACK))
                      : Optional.empty());
      case News.OfRefundSum(String id, long amountMinor) ->
          ofMoney(
              tx,
              checks,
              event,
              id,
              payment ->
                  moneyNews.knowsRefunds(tx, payment, amountMinor)
                      ? Optional.of(new Applied.Ignored("same-state"))
                      : Optional.empty());
      case News.OfDispute(ProviderDispute dispute) ->
          ofMoney(
              tx,
              checks,
              event,
              dispute.providerPaymentId(),
              payment -> Optional.of(moneyNews.dispute(tx, payment, dispute)));
      case News.Nothing() -> ignored("type-not-used", checks);
    };
  }

  private Callback.Outcome apply(
      Tx tx, Payment payment, Checks known, ProviderEvent event, Intent intent) {
    Optional<String> mismatch = settlement.mismatch(payment, intent);
    Checks checks =
        mismatch.map(text -> known.failed(Check.MONEY, text)).orElse(known.ok(Check.MONEY));
    note(tx, payment, event, checks);
    return outcome(settlement.apply(tx, payment, intent, Source.CALLBACK), payment, checks);
  }

  /**
   * News of money that was taken.
   *
   * @param effect what it does; empty while it came too early, and is to be brought again
   */
  private Callback.Outcome ofMoney(
      Tx tx,
      Checks checks,
      ProviderEvent event,
      String providerPaymentId,
      Function<Payment, Optional<Applied>> effect) {
    Optional<Payment> bound = payments.boundTo(tx, providerPaymentId);
    Optional<Applied> applied = bound.flatMap(effect);
    if (bound.isEmpty() || applied.isEmpty()) {
      return deferred(checks, "no paid payment of ours is " + providerPaymentId);
    }
    Checks known = checks.ok(Check.PAYMENT);
    note(tx, bound.get(), event, known);
    return outcome(applied.get(), bound.get(), known);
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

  /** Its payment may come to be known, or to be paid. */
  private static Callback.Outcome deferred(Checks checks, String detail) {
    return new Callback.Outcome(
        Callback.State.DEFERRED, "payment-not-known", null, checks.failed(Check.PAYMENT, detail));
  }

  private void note(Tx tx, Payment payment, ProviderEvent event, Checks checks) {
    ObjectNode details =
        Json.object().put("provider_event_id", event.id()).put("type", event.type());
    checks.made().forEach((check, verdict) -> details.put(check.word(), verdict.word()));
    String text = event.type() + " received, " + genuine(checks);
    orders.note(tx, payment.orderId(), "callback.verified", text, details);
  }

  /** How it is known to be the provider's word. */
  private static String genuine(Checks checks) {
    return checks
        .verdict(Check.SIGNATURE)
        .filter(verdict -> !verdict.word().equals("ok"))
        .map(Checks.Verdict::detail)
        .orElse("signature genuine");
  }
}
