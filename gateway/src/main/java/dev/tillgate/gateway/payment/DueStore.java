package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.payment.provider.PaymentId;
import dev.tillgate.gateway.platform.Alarm;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Which of the {@code payments} are due, and who is made so by something other than its own step;
 * how they move is {@link PaymentStore}'s. Rings the alarm for what comes due now.
 */
final class DueStore {
  private static final String DUE =
      "SELECT id FROM payments WHERE due_at_ms <= :now ORDER BY due_at_ms LIMIT :limit";

  private static final String NEXT_DUE =
      "SELECT MIN(due_at_ms) AS due FROM payments WHERE due_at_ms IS NOT NULL";

  private static final String MAKE_DUE =
      "UPDATE payments SET due_at_ms = :now WHERE id = :id AND COALESCE(due_at_ms, :now) >= :now";

  private static final String MAKE_PAYABLE_DUE =
      """
      UPDATE payments SET due_at_ms = :now, tries = 0
      WHERE order_id = :orderId
        AND (status IN ('created', 'submitted', 'unknown', 'processing', 'requires_action', 'authorized')
          OR (status IN ('failed', 'needs_review') AND provider_payment_id IS NOT NULL))
      """;

  private static final String MAKE_UNSETTLED_DUE =
      """
      UPDATE payments SET due_at_ms = :now
      WHERE due_at_ms IS NOT NULL AND due_at_ms > :now AND status IN ('created', 'submitted', 'unknown')
      """;

  private final Alarm alarm;

  DueStore(Alarm alarm) {
    this.alarm = alarm;
  }

  /** The payments that are due, longest overdue first. */
  List<PaymentId> due(Tx tx, Instant now, int limit) {
    return tx.query(DUE)
        .bind("now", now.toEpochMilli())
        .bind("limit", limit)
        .map((row, context) -> new PaymentId(row.getString("id")))
        .list();
  }

  /** When the next payment comes due. */
  Optional<Instant> nextDue(Tx tx) {
    return tx.query(NEXT_DUE)
        .map((row, context) -> row.getLong("due"))
        .findOne()
        .filter(due -> due > 0)
        .map(Instant::ofEpochMilli);
  }

  /** Makes the payment due now, unless it is so already. */
  void makeDue(Tx tx, PaymentId id, Instant now) {
    ring(tx, now);
    tx.update(MAKE_DUE).bind("id", id.value()).bind("now", now.toEpochMilli()).execute();
  }

  /** Makes whatever of the order may still be paid due now. */
  void makePayableDue(Tx tx, OrderId orderId, Instant now) {
    ring(tx, now);
    tx.update(MAKE_PAYABLE_DUE)
        .bind("now", now.toEpochMilli())
        .bind("orderId", orderId.value())
        .execute();
  }

  /** Makes everything that a dead process was sending due now; returns how much. */
  int makeUnsettledDue(Tx tx, Instant now) {
    return tx.update(MAKE_UNSETTLED_DUE).bind("now", now.toEpochMilli()).execute();
  }

  private void ring(Tx tx, Instant due) {
    tx.afterCommit(() -> alarm.dueAt(due));
  }
}
