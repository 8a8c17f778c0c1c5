package dev.tillgate.gateway.verify;

import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.platform.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads {@code orders}, {@code payments} and {@code refunds} for what they say of the money. */
final class MoneyStore {
  private static final String ORDERS =
      """
      SELECT o.id, o.status, o.amount, o.amount_refunded, o.version, o.created_at_ms,
        NOT EXISTS (SELECT 1 FROM payments p WHERE p.order_id = o.id
          AND (p.status = 'refund_pending' OR p.status IN %s))
        -- What a person found in order though it was another amount is theirs to answer for.
        AND NOT (o.resolution IS NOT NULL AND o.status IN ('confirmed', 'partially_refunded'))
          AS quiet
      FROM orders o
      """
          .formatted(Words.PAYMENT_OPEN);

  private static final String PAYMENTS =
      "SELECT id, order_id, provider_payment_id, status IN %s AS open FROM payments"
          .formatted(Words.PAYMENT_OPEN);

  private static final String REFUNDS =
      "SELECT provider_refund_id, amount, status FROM refunds WHERE provider_refund_id IS NOT NULL";

  private static final String AWAITED =
      "SELECT provider_payment_id FROM refunds WHERE provider_refund_id IS NULL"
          + " AND due_at_ms IS NOT NULL";

  MoneyBooks books(Tx tx) {
    return new MoneyBooks(orders(tx), payments(tx), refunds(tx), awaited(tx));
  }

  private static Map<String, ProviderIntent.Returned> refunds(Tx tx) {
    return tx
        .query(REFUNDS)
        .map((row, context) ->
            new ProviderIntent.Returned(
                row.getString("provider_refund_id"),
                row.getLong("amount"),
                row.getString("status")))
        .stream()
        .collect(Collectors.toMap(ProviderIntent.Returned::id, Function.identity()));
  }

  private static Set<String> awaited(Tx tx) {
    return tx.query(AWAITED).mapTo(String.class).set();
  }

  private static Map<String, MoneyBooks.Owed> orders(Tx tx) {
    return tx
        .query(ORDERS)
        .map((row, context) -> Map.entry(row.getString("id"), owed(row)))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Map<String, MoneyBooks.Attempt> payments(Tx tx) {
    return tx
        .query(PAYMENTS)
        .map((row, context) -> Map.entry(row.getString("id"), attempt(row)))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static MoneyBooks.Owed owed(ResultSet row) throws SQLException {
    return new MoneyBooks.Owed(
        OrderState.of(row.getString("status")),
        row.getLong("amount"),
        row.getLong("amount_refunded"),
        row.getInt("version"),
        row.getBoolean("quiet"),
        Instant.ofEpochMilli(row.getLong("created_at_ms")));
  }

  private static MoneyBooks.Attempt attempt(ResultSet row) throws SQLException {
    return new MoneyBooks.Attempt(
        row.getString("order_id"),
        Optional.ofNullable(row.getString("provider_payment_id")),
        row.getBoolean("open"));
  }
}
