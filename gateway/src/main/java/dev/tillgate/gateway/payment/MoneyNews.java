package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.payment.dispute.Disputed;
import dev.tillgate.gateway.payment.dispute.Disputes;
import dev.tillgate.gateway.payment.provider.ProviderDispute;
import dev.tillgate.gateway.payment.provider.ProviderRefund;
import dev.tillgate.gateway.payment.refund.Captured;
import dev.tillgate.gateway.payment.refund.RefundLedger;
import dev.tillgate.gateway.payment.refund.RefundReports;
import dev.tillgate.gateway.platform.store.Tx;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Applies what the provider tells of money that was taken: that it goes back, or that its owner
 * complains.
 */
public final class MoneyNews {
  private final PaymentStore store;
  private final RefundReports reports;
  private final Consumer<Captured> lookUp;
  private final RefundLedger ledger = new RefundLedger();
  private final Disputes disputes;

  /**
   * @param lookUp asks the provider for the refunds of some money; never blocks
   */
  MoneyNews(
      PaymentStore store, RefundReports reports, Consumer<Captured> lookUp, Disputes disputes) {
    this.store = store;
    this.reports = reports;
    this.lookUp = lookUp;
    this.disputes = disputes;
  }

  /**
   * Whether we know that the payment is paid, so that news of its money can be applied. Before, it
   * came too early and is to be brought again.
   */
  public boolean isPaid(Payment payment) {
    return payment.captured().isPresent()
        && (payment.state().isCaptured() || payment.state() == PaymentState.NEEDS_REVIEW);
  }

  /** Takes note of how a refund of a payment that {@link #isPaid} stands. */
  public Applied refund(Tx tx, Payment payment, ProviderRefund told, Source source) {
    Optional<String> ignored =
        reports.take(tx, payment.captured().orElseThrow(), told, source.text());
    return ignored.isPresent()
        ? new Applied.Ignored(ignored.get())
        : new Applied.Moved(store.find(tx, payment.id()).orElseThrow().state());
  }

  /**
   * Whether the refunds we know of are as much as is said to be back of the payment. If not, the
   * provider is asked for them after the commit, and the news is to be brought again.
   */
  public boolean knowsRefunds(Tx tx, Payment payment, long amountMinor) {
    boolean known = ledger.of(tx, payment.id()).toldMinor() >= amountMinor;
    if (!known && isPaid(payment)) {
      payment.captured().ifPresent(money -> tx.afterCommit(() -> lookUp.accept(money)));
    }
    return known;
  }

  /** Takes note of how a dispute of the payment stands. */
  public Applied dispute(Tx tx, Payment payment, ProviderDispute told) {
    Disputed disputed =
        new Disputed(payment.id(), payment.orderId(), payment.atProvider().provider());
    return disputes.take(tx, disputed, told)
        ? new Applied.Moved(payment.state())
        : new Applied.Ignored("same-state");
  }
}
