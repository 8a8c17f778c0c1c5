package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.payment.provider.PaymentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.statement.StatementContext;

/** How a row of {@code payments} reads. */
final class PaymentRow {
  private PaymentRow() {}

  static Payment map(ResultSet row, StatementContext context) throws SQLException {
    return new Payment(
        new PaymentId(row.getString("id")),
        new OrderId(row.getString("order_id")),
        PaymentState.of(row.getString("status")),
        charge(row),
        new Payment.AtProvider(
            row.getString("provider"),
            Optional.ofNullable(row.getString("provider_payment_id")),
            Optional.ofNullable(row.getString("decline_code")),
            Optional.ofNullable(row.getString("redirect_url")),
            received(row)),
        schedule(row));
  }

  private static Payment.Charge charge(ResultSet row) throws SQLException {
    return new Payment.Charge(
        row.getInt("attempt"),
        row.getLong("amount"),
        row.getString("currency"),
        row.getString("method"),
        Optional.ofNullable(row.getString("return_url")));
  }

  private static OptionalLong received(ResultSet row) throws SQLException {
    long minor = row.getLong("received");
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(minor);
  }

  private static Payment.Schedule schedule(ResultSet row) throws SQLException {
    return new Payment.Schedule(
        row.getInt("tries"), time(row, "due_at_ms"), time(row, "submitted_at_ms"));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
