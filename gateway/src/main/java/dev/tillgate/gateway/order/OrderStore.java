package dev.tillgate.gateway.order;

import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code orders}. */
final class OrderStore {
  private static final String INSERT =
      """
      INSERT INTO orders (id, status, amount, currency, items, email, customer_name, cart_id,
        held_cart_id, metadata, created_at_ms, expires_at_ms, updated_at_ms)
      VALUES (:id, :status, :amount, :currency, :items, :email, :name, :cartId,
        :cartId, :metadata, :createdAt, :expiresAt, :createdAt)
      ON CONFLICT DO NOTHING
      """;

  private static final String FIND = "SELECT * FROM orders WHERE id = :id";

  private static final String HOLDING_CART = "SELECT * FROM orders WHERE held_cart_id = :cartId";

  private static final String RELEASE_STALE_CART =
      """
      UPDATE orders SET held_cart_id = NULL
      WHERE held_cart_id = :cartId AND status = 'payment_failed' AND expires_at_ms <= :now
      """;

  private static final String MOVE =
      """
      UPDATE orders SET status = :to, version = version + 1, updated_at_ms = :now,
        confirmed_at_ms = CASE WHEN :to = 'confirmed' THEN :now ELSE confirmed_at_ms END,
        held_cart_id = CASE WHEN :holdsCart THEN held_cart_id END
      WHERE id = :id AND status = :from
      RETURNING *
      """;

  private static final String RESOLVE = "UPDATE orders SET resolution = :note WHERE id = :id";

  // Not MOVE: an order that is confirmed again keeps the time of its one confirmation.
  private static final String REFUND =
      """
      UPDATE orders SET status = :to, amount_refunded = :refunded, updated_at_ms = :now,
        version = CASE WHEN status = :to THEN version ELSE version + 1 END,
        held_cart_id = CASE WHEN :holdsCart THEN held_cart_id END
      WHERE id = :id AND status = :from
      """;

  private static final String INSERT_FINISH =
      """
      INSERT INTO order_finishes (order_id, finish, cause, at_ms)
      VALUES (:id, :finish, :cause, :now)
      ON CONFLICT DO NOTHING
      """;

  // As the index orders_by_deadline has it.
  private static final String PAYABLE =
      "status IN ('pending', 'requires_action', 'payment_failed')";

  private static final String OVERDUE =
      "SELECT id FROM orders WHERE "
          + PAYABLE
          + " AND expires_at_ms <= :now ORDER BY expires_at_ms LIMIT :limit";

  private static final String NEXT_DEADLINE =
      "SELECT MIN(expires_at_ms) AS due FROM orders WHERE " + PAYABLE;

  private static final String PAGE =
      """
      SELECT * FROM orders
      WHERE (:cursor IS NULL OR id < :cursor)
        AND (:status IS NULL OR status = :status)
        AND (:email IS NULL OR email = :email)
        AND created_at_ms > :after AND created_at_ms < :before
      ORDER BY id DESC LIMIT :limit + 1
      """;

  /** The filters of a list; null ones match every order. */
  record Filter(
      @Nullable String status, @Nullable String email, long createdAfterMs, long createdBeforeMs) {}

  /** Inserts the order; false, and nothing done, when another one holds its cart. */
  boolean insert(Tx tx, Order order) {
    return tx.update(INSERT)
            .bind("id", order.id().value())
            .bind("status", order.state().word())
            .bind("amount", order.basket().amountMinor())
            .bind("currency", order.basket().currency())
            .bind("items", Json.text(OrderJson.items(order)))
            .bind("email", order.buyer().email())
            .bind("name", order.buyer().name().orElse(null))
            .bind("cartId", order.buyer().cartId().orElse(null))
            .bind("metadata", Json.text(OrderJson.metadata(order)))
            .bind("createdAt", order.progress().createdAt().toEpochMilli())
            .bind("expiresAt", order.progress().expiresAt().toEpochMilli())
            .execute()
        == 1;
  }

  Optional<Order> find(Tx tx, OrderId id) {
    return tx.queryForUpdate(FIND).bind("id", id.value()).map(OrderRow::map).findOne();
  }

  Optional<Order> holdingCart(Tx tx, String cartId) {
    return tx.queryForUpdate(HOLDING_CART).bind("cartId", cartId).map(OrderRow::map).findOne();
  }

  /**
   * Lets go of a cart whose order failed and ran out of time; false when the order still holds it.
   */
  boolean releaseStaleCart(Tx tx, String cartId, Instant now) {
    return tx.update(RELEASE_STALE_CART)
            .bind("cartId", cartId)
            .bind("now", now.toEpochMilli())
            .execute()
        == 1;
  }

  /** Moves the order on and returns it; empty when it no longer is where the caller saw it. */
  Optional<Order> move(Tx tx, OrderId id, OrderState from, OrderState to, Instant now) {
    return tx.query(MOVE)
        .bind("to", to.word())
        .bind("now", now.toEpochMilli())
        .bind("holdsCart", to.holdsCart())
        .bind("id", id.value())
        .bind("from", from.word())
        .map(OrderRow::map)
        .findOne();
  }

  /** Keeps why a person decided about it as they did; the latest counts. */
  void resolve(Tx tx, OrderId id, String note) {
    tx.update(RESOLVE).bind("note", note).bind("id", id.value()).execute();
  }

  /** Writes down what went back in all; false when the order no longer is where it was seen. */
  boolean refund(Tx tx, Order seen, OrderState to, long refundedMinor, Instant now) {
    return tx.update(REFUND)
            .bind("to", to.word())
            .bind("refunded", refundedMinor)
            .bind("now", now.toEpochMilli())
            .bind("holdsCart", to.holdsCart())
            .bind("id", seen.id().value())
            .bind("from", seen.state().word())
            .execute()
        == 1;
  }

  /** Notes that the order finished this way; false when it did before. */
  boolean insertFinish(Tx tx, OrderId id, OrderState finish, String cause, Instant now) {
    return tx.update(INSERT_FINISH)
            .bind("id", id.value())
            .bind("finish", finish.word())
            .bind("cause", cause)
            .bind("now", now.toEpochMilli())
            .execute()
        == 1;
  }

  /** Payable orders whose time has run out, longest overdue first. */
  List<OrderId> overdue(Tx tx, Instant now, int limit) {
    return tx.query(OVERDUE)
        .bind("now", now.toEpochMilli())
        .bind("limit", limit)
        .map((row, context) -> new OrderId(row.getString("id")))
        .list();
  }

  /** When the next payable order runs out of time. */
  Optional<Instant> nextDeadline(Tx tx) {
    return tx.query(NEXT_DEADLINE)
        .map((row, context) -> row.getLong("due"))
        .findOne()
        .filter(due -> due > 0)
        .map(Instant::ofEpochMilli);
  }

  /** Up to {@code limit + 1} orders before the cursor, newest first. */
  List<Order> page(Tx tx, Filter filter, @Nullable String cursor, int limit) {
    return tx.query(PAGE)
        .bind("cursor", cursor)
        .bind("status", filter.status())
        .bind("email", filter.email())
        .bind("after", filter.createdAfterMs())
        .bind("before", filter.createdBeforeMs())
        .bind("limit", limit)
        .map(OrderRow::map)
        .list();
  }
}
