package dev.tillgate.gateway.payment.refund;

import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.payment.provider.PaymentId;
import dev.tillgate.gateway.platform.store.Tx;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The refunds there are, to read. Thread-safe. */
public final class RefundLedger {
  private final RefundStore store = new RefundStore();

  /**
   * The refunds of one payment, summed up, in minor units.
   *
   * @param backMinor what the shopper has
   * @param underWayMinor what is on its way, as far as we know
   * @param toldMinor what the provider ever told of, failed or not
   */
  public record Totals(long backMinor, long underWayMinor, long toldMinor) {
    /** What can still be refunded of so much. */
    public long remainingOf(long capturedMinor) {
      return Math.max(0, capturedMinor - backMinor - underWayMinor);
    }
  }

  public Optional<Refund> find(Tx tx, RefundId id) {
    return store.find(tx, id);
  }

  /** Up to {@code limit + 1} refunds of the order before the cursor, newest first. */
  public List<Refund> page(Tx tx, OrderId id, @Nullable String cursor, int limit) {
    return store.page(tx, id, cursor, limit);
  }

  public Totals of(Tx tx, PaymentId id) {
    return store.totals(tx, id);
  }
}
