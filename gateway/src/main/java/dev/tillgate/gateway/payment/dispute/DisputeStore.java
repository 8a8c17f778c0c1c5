package dev.tillgate.gateway.payment.dispute;

import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.payment.provider.PaymentId;
import dev.tillgate.gateway.payment.provider.ProviderDispute;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import org.jdbi.v3.core.statement.Update;

/** The table {@code disputes}. */
final class DisputeStore {
  private static final String INSERT =
      """
      INSERT INTO disputes (provider, provider_dispute_id, payment_id, order_id, status, refundable,
        created_at_ms, updated_at_ms)
      VALUES (:provider, :id, :paymentId, :orderId, :status, :refundable, :now, :now)
      ON CONFLICT DO NOTHING
      """;

  // What is closed stays closed: an event that says otherwise is a late one.
  private static final String UPDATE =
      """
      UPDATE disputes SET status = :status, refundable = :refundable, updated_at_ms = :now
      WHERE provider = :provider AND provider_dispute_id = :id AND status = 'open'
        AND (status <> :status OR refundable <> :refundable)
      """;

  private static final String OF_PAYMENT =
      "SELECT COUNT(*) > 0 FROM disputes WHERE payment_id = :paymentId AND status = 'open'";

  private static final String BLOCKING =
      """
      SELECT COUNT(*) > 0 FROM disputes
      WHERE order_id = :orderId AND status = 'open' AND refundable = 0
      """;

  /** False, and nothing done, when it is known already. */
  boolean insert(Tx tx, Disputed payment, ProviderDispute told, Instant now) {
    return bound(tx.update(INSERT), payment, told, now)
            .bind("paymentId", payment.paymentId().value())
            .bind("orderId", payment.orderId().value())
            .execute()
        == 1;
  }

  /** False, and nothing done, when it says nothing new. */
  boolean update(Tx tx, Disputed payment, ProviderDispute told, Instant now) {
    return bound(tx.update(UPDATE), payment, told, now).execute() == 1;
  }

  boolean isOpen(Tx tx, PaymentId paymentId) {
    return tx.query(OF_PAYMENT).bind("paymentId", paymentId.value()).mapTo(Boolean.class).one();
  }

  boolean blocksRefunds(Tx tx, OrderId orderId) {
    return tx.query(BLOCKING).bind("orderId", orderId.value()).mapTo(Boolean.class).one();
  }

  private static Update bound(Update update, Disputed payment, ProviderDispute told, Instant now) {
    return update
        .bind("provider", payment.provider())
        .bind("id", told.id())
        .bind("status", (told.open() ? DisputeState.OPEN : DisputeState.CLOSED).word())
        .bind("refundable", told.refundable() ? 1 : 0)
        .bind("now", now.toEpochMilli());
  }
}
