package dev.tillgate.gateway.payment.callback;

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
import dev.tillgate.gateway.platform.store.Tx;
import java.util.Optional;
import java.util.function.Supplier;

/** What news means to us: which payment it is about, and what it does to that. */
final class Meaning {
  private final Payments payments;
  private final Settlement settlement;
  private final MoneyNews moneyNews;

  Meaning(PaymentFlow flow) {
    this.payments = flow.payments();
    this.settlement = flow.settlement();
    this.moneyNews = flow.moneyNews();
  }

  /**
   * News of a payment we know.
   *
   * @param mismatch what of it does not agree with the payment, in words
   * @param effect applies it, in the transaction it was found in
   */
  record Known(Payment payment, Optional<String> mismatch, Supplier<Applied> effect) {}

  /** What the news is to do; empty when what it is about is not known (yet). */
  Optional<Known> of(Tx tx, News news, Source source) {
    return switch (news) {
      case News.OfIntent(Intent intent) ->
          payments
              .matching(tx, intent)
              .map(payment ->
                  new Known(
                      payment,
                      settlement.mismatch(payment, intent),
                      () -> settlement.apply(tx, payment, intent, source)));
      case News.OfRefund(ProviderRefund refund) ->
          payments
              .boundTo(tx, refund.providerPaymentId())
              .filter(moneyNews::isPaid)
              .map(payment -> agreed(payment, () -> moneyNews.refund(tx, payment, refund, source)));
      case News.OfRefundSum(String providerPaymentId, long amountMinor) ->
          payments
              .boundTo(tx, providerPaymentId)
              .filter(payment -> moneyNews.knowsRefunds(tx, payment, amountMinor))
              .map(payment -> agreed(payment, () -> new Applied.Ignored("same-state")));
      case News.OfDispute(ProviderDispute dispute) ->
          payments
              .boundTo(tx, dispute.providerPaymentId())
              .map(payment -> agreed(payment, () -> moneyNews.dispute(tx, payment, dispute)));
      case News.Nothing() -> Optional.empty();
    };
  }

  private static Known agreed(Payment payment, Supplier<Applied> effect) {
    return new Known(payment, Optional.empty(), effect);
  }
}
