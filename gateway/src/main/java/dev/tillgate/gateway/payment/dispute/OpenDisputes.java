package dev.tillgate.gateway.payment.dispute;

import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.payment.provider.PaymentId;
import dev.tillgate.gateway.platform.store.Tx;

/** The disputes that are still to be decided, to read. Thread-safe. */
public final class OpenDisputes {
  private final DisputeStore store = new DisputeStore();

  /** Whether the payment is disputed now. */
  public boolean isOpen(Tx tx, PaymentId id) {
    return store.isOpen(tx, id);
  }

  /**
   * Whether a refund of the order would be paid beside what its bank takes back. An inquiry, before
   * the bank takes anything, does not block: refunding is what ends it.
   */
  public boolean blocksRefunds(Tx tx, OrderId id) {
    return store.blocksRefunds(tx, id);
  }
}
