package dev.tillgate.gateway.payment.refund;

import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.payment.provider.PaymentId;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The table {@code refunds}. */
final class RefundStore {
  private static final String COLUMNS =
      """
      INSERT INTO refunds (id, payment_id, order_id, status, origin, amount, captured, currency,
        reason, provider, provider_payment_id, provider_refund_id, failure_reason, due_at_ms,
        created_at_ms, updated_at_ms)
      """;

  private static final String VALUES =
      """
      :id, :paymentId, :orderId, :status, :origin, :amount, :captured, :currency, :reason,
      :provider, :providerPaymentId, :providerRefundId, :failureReason, :dueAt, :now, :now
      """;

  private static final String INSERT = COLUMNS + "VALUES (" + VALUES + ") ON CONFLICT DO NOTHING";

  // The guard stands in the statement that writes: of two at once, the second sees the first.
  private static final String INSERT_WITHIN_CAPTURED =
      COLUMNS
          + "SELECT "
          + VALUES
          + """
          WHERE :amount <= :captured - (SELECT COALESCE(SUM(amount), 0) FROM refunds
            WHERE payment_id = :paymentId AND status NOT IN ('failed', 'canceled'))
          """;

  // The order's row is the lock of all that belongs to it, as for its payments.
  private static final String ORDER = "SELECT id FROM orders WHERE id = :id";

  private static final String ORDER_OF_ID =
      "SELECT id FROM orders WHERE id = (SELECT order_id FROM refunds WHERE id = :id)";

  private static final String ORDER_OF_PROVIDER_ID =
      """
      SELECT id FROM orders WHERE id =
        (SELECT order_id FROM refunds WHERE provider = :provider AND provider_refund_id = :id)
      """;

  private static final String FIND = "SELECT * FROM refunds WHERE id = :id";

  private static final String BY_PROVIDER_ID =
      "SELECT * FROM refunds WHERE provider = :provider AND provider_refund_id = :id";

  private static final String PAGE =
      """
      SELECT * FROM refunds WHERE order_id = :orderId AND (:cursor IS NULL OR id < :cursor)
      ORDER BY id DESC LIMIT :limit + 1
      """;

  private static final String TOTALS =
      """
      SELECT COALESCE(SUM(CASE WHEN status = 'succeeded' THEN amount END), 0) AS back,
        COALESCE(SUM(CASE WHEN due_at_ms IS NOT NULL THEN amount END), 0) AS under_way,
        COALESCE(SUM(CASE WHEN provider_refund_id IS NOT NULL THEN amount END), 0) AS told
      FROM refunds WHERE payment_id = :paymentId
      """;

  private static final String MOVE =
      """
      UPDATE refunds SET status = :next, due_at_ms = :dueAt, updated_at_ms = :now,
        provider_refund_id = COALESCE(provider_refund_id, :providerRefundId),
        failure_reason = :failureReason,
        tries = CASE WHEN :next = 'submitted' THEN tries ELSE 0 END,
        submitted_at_ms = CASE WHEN :next = 'submitted' THEN COALESCE(submitted_at_ms, :now)
                               ELSE submitted_at_ms END
      WHERE id = :id AND status = :seen
      """;

  private static final String WAIT_AS =
      """
      UPDATE refunds SET status = :next, due_at_ms = :dueAt, tries = tries + 1
      WHERE id = :id AND status = :seen
      """;

  private static final String DUE =
      "SELECT id FROM refunds WHERE due_at_ms <= :now ORDER BY due_at_ms LIMIT :limit";

  private static final String NEXT_DUE =
      "SELECT MIN(due_at_ms) AS due FROM refunds WHERE due_at_ms IS NOT NULL";

  private static final String MAKE_UNSETTLED_DUE =
      """
      UPDATE refunds SET due_at_ms = :now
      WHERE due_at_ms > :now AND status IN ('created', 'submitted', 'unknown')
      """;

  /** What is written down with a move; null where nothing is told. */
  record Facts(
      Instant now,
      @Nullable Instant dueAt,
      @Nullable String providerRefundId,
      @Nullable String failureReason) {

    static Facts at(Instant now, @Nullable Instant dueAt) {
      return new Facts(now, dueAt, null, null);
    }
  }

  /** False, and nothing done, when the provider's id of it is here already. */
  boolean insert(Tx tx, Refund refund) {
    return bound(tx.update(INSERT), refund).execute() == 1;
  }

  /** False, and nothing done, when it is more than remains of what was captured. */
  boolean insertWithinCaptured(Tx tx, Refund refund) {
    // Two at once would each not see the other.
    tx.lock(ORDER, Map.of("id", refund.captured().orderId().value()));
    return bound(tx.update(INSERT_WITHIN_CAPTURED), refund).execute() == 1;
  }

  private static Update bound(Update insert, Refund refund) {
    Captured captured = refund.captured();
    return insert
        .bind("id", refund.id().value())
        .bind("paymentId", captured.paymentId().value())
        .bind("orderId", captured.orderId().value())
        .bind("status", refund.state().word())
        .bind("origin", refund.wish().origin().word())
        .bind("amount", refund.wish().amountMinor())
        .bind("captured", captured.amountMinor())
        .bind("currency", captured.currency())
        .bind("reason", refund.wish().reason().orElse(null))
        .bind("provider", captured.provider())
        .bind("providerPaymentId", captured.providerPaymentId())
        .bind("providerRefundId", refund.atProvider().id().orElse(null))
        .bind("failureReason", refund.atProvider().failureReason().orElse(null))
        .bind("dueAt", refund.schedule().dueAt().map(Instant::toEpochMilli).orElse(null))
        .bind("now", refund.schedule().createdAt().toEpochMilli());
  }

  Optional<Refund> find(Tx tx, RefundId id) {
    tx.lock(ORDER_OF_ID, Map.of("id", id.value()));
    return tx.query(FIND).bind("id", id.value()).map(RefundRow::map).findOne();
  }

  Optional<Refund> byProviderId(Tx tx, String provider, String providerRefundId) {
    tx.lock(ORDER_OF_PROVIDER_ID, Map.of("provider", provider, "id", providerRefundId));
    return tx.query(BY_PROVIDER_ID)
        .bind("provider", provider)
        .bind("id", providerRefundId)
        .map(RefundRow::map)
        .findOne();
  }

  /** Up to {@code limit + 1} refunds of the order before the cursor, newest first. */
  List<Refund> page(Tx tx, OrderId orderId, @Nullable String cursor, int limit) {
    return tx.query(PAGE)
        .bind("orderId", orderId.value())
        .bind("cursor", cursor)
        .bind("limit", limit)
        .map(RefundRow::map)
        .list();
  }

  RefundLedger.Totals totals(Tx tx, PaymentId paymentId) {
    return tx.query(TOTALS)
        .bind("paymentId", paymentId.value())
        .map((row, context) ->
            new RefundLedger.Totals(
                row.getLong("back"), row.getLong("under_way"), row.getLong("told")))
        .one();
  }

  /**
   * Moves the refund on with what the provider told; false when it no longer is where it was seen.
   */
  boolean move(Tx tx, Refund seen, RefundState next, Facts facts) {
    return tx.update(MOVE)
            .bind("next", next.word())
            .bind("dueAt", facts.dueAt() == null ? null : facts.dueAt().toEpochMilli())
            .bind("now", facts.now().toEpochMilli())
            .bind("providerRefundId", facts.providerRefundId())
            .bind("failureReason", facts.failureReason())
            .bind("id", seen.id().value())
            .bind("seen", seen.state().word())
            .execute()
        == 1;
  }

  /** Counts one try more and waits until then, in this state, unless it has moved meanwhile. */
  boolean waitAs(Tx tx, Refund seen, RefundState next, Instant dueAt) {
    return tx.update(WAIT_AS)
            .bind("next", next.word())
            .bind("dueAt", dueAt.toEpochMilli())
            .bind("id", seen.id().value())
            .bind("seen", seen.state().word())
            .execute()
        == 1;
  }

  /** The refunds that are due, longest overdue first. */
  List<RefundId> due(Tx tx, Instant now, int limit) {
    return tx.query(DUE)
        .bind("now", now.toEpochMilli())
        .bind("limit", limit)
        .map((row, context) -> new RefundId(row.getString("id")))
        .list();
  }

  /** When the next refund comes due. */
  Optional<Instant> nextDue(Tx tx) {
    return tx.query(NEXT_DUE)
        .map((row, context) -> row.getLong("due"))
        .findOne()
        .filter(due -> due > 0)
        .map(Instant::ofEpochMilli);
  }

  /** Makes everything that a dead process was sending due now; returns how much. */
  int makeUnsettledDue(Tx tx, Instant now) {
    return tx.update(MAKE_UNSETTLED_DUE).bind("now", now.toEpochMilli()).execute();
  }
}
