package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.payment.provider.PaymentId;
import dev.tillgate.gateway.platform.Alarm;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code payments}. Rings the alarm whenever it writes down a time to act. */
final class PaymentStore {
  private static final String INSERT =
      """
      INSERT INTO payments (id, order_id, attempt, status, provider, amount, currency, method,
        return_url, due_at_ms, created_at_ms, updated_at_ms)
      VALUES (:id, :orderId, :attempt, :status, :provider, :amount, :currency, :method,
        :returnUrl, :dueAt, :now, :now)
      """;

  // The order's row is the lock of all that belongs to it. Whoever took it first waits for nobody.
  private static final String ORDER = "SELECT id FROM orders WHERE id = :id";

  private static final String ORDER_OF_ID =
      "SELECT id FROM orders WHERE id = (SELECT order_id FROM payments WHERE id = :id)";

  private static final String ORDER_OF_PROVIDER_ID =
      """
      SELECT id FROM orders WHERE id =
        (SELECT order_id FROM payments WHERE provider = :provider AND provider_payment_id = :id)
      """;

  private static final String FIND = "SELECT * FROM payments WHERE id = :id";

  private static final String BY_PROVIDER_ID =
      "SELECT * FROM payments WHERE provider = :provider AND provider_payment_id = :id";

  private static final String OF_ORDER =
      "SELECT * FROM payments WHERE order_id = :orderId ORDER BY attempt DESC";

  private static final String BIND =
      """
      UPDATE payments SET provider_payment_id = :providerId, updated_at_ms = :now
      WHERE id = :id AND provider_payment_id IS NULL
      RETURNING *
      """;

  private static final String MOVE =
      """
      UPDATE payments SET status = :next, due_at_ms = :dueAt, updated_at_ms = :now,
        decline_code = :declineCode, redirect_url = :redirectUrl,
        tries = CASE WHEN :next = 'submitted' THEN tries ELSE 0 END,
        submitted_at_ms = CASE WHEN :next = 'submitted' THEN COALESCE(submitted_at_ms, :now)
                               ELSE submitted_at_ms END
      WHERE id = :id AND status = :seen
      RETURNING *
      """;

  private static final String WAIT_AS =
      """
      UPDATE payments SET status = :next, due_at_ms = :dueAt, tries = tries + 1
      WHERE id = :id AND status = :seen
      """;

  private static final String RECEIVED = "UPDATE payments SET received = :minor WHERE id = :id";

  private static final String OLDEST_OPEN =
      """
      SELECT MIN(created_at_ms) AS created FROM payments WHERE status IN
        ('created', 'submitted', 'unknown', 'processing', 'requires_action', 'authorized')
      """;

  private final Alarm alarm;
  private final Arrivals arrivals;

  PaymentStore(Alarm alarm) {
    this(alarm, new Arrivals());
  }

  /**
   * @param arrivals told of every payment that is bound
   */
  PaymentStore(Alarm alarm, Arrivals arrivals) {
    this.alarm = alarm;
    this.arrivals = arrivals;
  }

  void insert(Tx tx, Payment payment, Instant now) {
    payment.schedule().dueAt().ifPresent(due -> ring(tx, due));
    tx.update(INSERT)
        .bind("id", payment.id().value())
        .bind("orderId", payment.orderId().value())
        .bind("attempt", payment.charge().attempt())
        .bind("status", payment.state().word())
        .bind("provider", payment.atProvider().provider())
        .bind("amount", payment.charge().amountMinor())
        .bind("currency", payment.charge().currency())
        .bind("method", payment.charge().method())
        .bind("returnUrl", payment.charge().returnUrl().orElse(null))
        .bind("dueAt", payment.schedule().dueAt().map(Instant::toEpochMilli).orElse(null))
        .bind("now", now.toEpochMilli())
        .execute();
  }

  Optional<Payment> find(Tx tx, PaymentId id) {
    tx.lock(ORDER_OF_ID, Map.of("id", id.value()));
    return tx.query(FIND).bind("id", id.value()).map(PaymentRow::map).findOne();
  }

  Optional<Payment> byProviderId(Tx tx, String provider, String providerPaymentId) {
    tx.lock(ORDER_OF_PROVIDER_ID, Map.of("provider", provider, "id", providerPaymentId));
    return tx.query(BY_PROVIDER_ID)
        .bind("provider", provider)
        .bind("id", providerPaymentId)
        .map(PaymentRow::map)
        .findOne();
  }

  /** The order's payments, latest attempt first. */
  List<Payment> ofOrder(Tx tx, OrderId orderId) {
    tx.lock(ORDER, Map.of("id", orderId.value()));
    return tx.query(OF_ORDER).bind("orderId", orderId.value()).map(PaymentRow::map).list();
  }

  /** Binds the provider's id; empty, and nothing done, when one is bound already. */
  Optional<Payment> bind(Tx tx, PaymentId id, String providerPaymentId, Instant now) {
    tx.lock(ORDER_OF_ID, Map.of("id", id.value()));
    Optional<Payment> bound =
        tx.query(BIND)
            .bind("providerId", providerPaymentId)
            .bind("now", now.toEpochMilli())
            .bind("id", id.value())
            .map(PaymentRow::map)
            .findOne();
    if (bound.isPresent()) {
      arrivals.bound(tx, providerPaymentId);
    }
    return bound;
  }

  /**
   * Moves the payment on with what the provider told; empty when it no longer is where it was seen.
   */
  Optional<Payment> move(Tx tx, Payment seen, PaymentState next, Facts facts) {
    ring(tx, facts.dueAt());
    return tx.query(MOVE)
        .bind("next", next.word())
        .bind("dueAt", facts.dueAt() == null ? null : facts.dueAt().toEpochMilli())
        .bind("now", facts.now().toEpochMilli())
        .bind("declineCode", facts.declineCode())
        .bind("redirectUrl", facts.redirectUrl())
        .bind("id", seen.id().value())
        .bind("seen", seen.state().word())
        .map(PaymentRow::map)
        .findOne();
  }

  /** Keeps what came, which is not what was asked for. */
  void received(Tx tx, PaymentId id, long minor) {
    tx.update(RECEIVED).bind("minor", minor).bind("id", id.value()).execute();
  }

  /** What is written down with a move. */
  record Facts(
      Instant now,
      @Nullable Instant dueAt,
      @Nullable String declineCode,
      @Nullable String redirectUrl) {

    static Facts at(Instant now, @Nullable Instant dueAt) {
      return new Facts(now, dueAt, null, null);
    }
  }

  /** Sets when to act next and counts one try more, unless the payment has moved meanwhile. */
  void postpone(Tx tx, Payment seen, @Nullable Instant dueAt) {
    waitAs(tx, seen, seen.state(), dueAt);
  }

  /** {@link #postpone}, and waits as created or unknown from here on. */
  void waitAs(Tx tx, Payment seen, PaymentState next, @Nullable Instant dueAt) {
    ring(tx, dueAt);
    tx.update(WAIT_AS)
        .bind("next", next.word())
        .bind("dueAt", dueAt == null ? null : dueAt.toEpochMilli())
        .bind("id", seen.id().value())
        .bind("seen", seen.state().word())
        .execute();
  }

  /** When the oldest payment that is not settled was written down. */
  Optional<Instant> oldestOpen(Tx tx) {
    return tx.query(OLDEST_OPEN)
        .map((row, context) -> row.getLong("created"))
        .findOne()
        .filter(created -> created > 0)
        .map(Instant::ofEpochMilli);
  }

  private void ring(Tx tx, @Nullable Instant due) {
    if (due != null) {
      tx.afterCommit(() -> alarm.dueAt(due));
    }
  }
}
