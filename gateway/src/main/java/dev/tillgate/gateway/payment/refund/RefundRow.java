package dev.tillgate.gateway.payment.refund;

import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.payment.provider.PaymentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** How a row of {@code refunds} reads. */
final class RefundRow {
  private RefundRow() {}

  static Refund map(ResultSet row, StatementContext context) throws SQLException {
    return new Refund(
        new RefundId(row.getString("id")),
        captured(row),
        RefundState.of(row.getString("status")),
        new Refund.Wish(
            row.getLong("amount"),
            Origin.of(row.getString("origin")),
            Optional.ofNullable(row.getString("reason"))),
        new Refund.AtProvider(
            Optional.ofNullable(row.getString("provider_refund_id")),
            Optional.ofNullable(row.getString("failure_reason"))),
        schedule(row));
  }

  private static Captured captured(ResultSet row) throws SQLException {
    return new Captured(
        new PaymentId(row.getString("payment_id")),
        new OrderId(row.getString("order_id")),
        row.getString("provider"),
        row.getString("provider_payment_id"),
        row.getLong("captured"),
        row.getString("currency"));
  }

  private static Refund.Schedule schedule(ResultSet row) throws SQLException {
    return new Refund.Schedule(
        row.getInt("tries"),
        time(row, "due_at_ms"),
        time(row, "submitted_at_ms"),
        Instant.ofEpochMilli(row.getLong("created_at_ms")),
        Instant.ofEpochMilli(row.getLong("updated_at_ms")));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
