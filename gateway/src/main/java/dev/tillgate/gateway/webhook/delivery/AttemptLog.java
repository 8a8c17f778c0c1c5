package dev.tillgate.gateway.webhook.delivery;

import dev.tillgate.gateway.platform.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code delivery_attempts}, as people look at it. */
final class AttemptLog {
  private static final String OF =
      "SELECT * FROM delivery_attempts WHERE delivery_id = :id ORDER BY number";

  /** A delivery's attempts that are over, in order. */
  List<Attempt> of(Tx tx, DeliveryId delivery) {
    return tx.query(OF).bind("id", delivery.value()).map(AttemptLog::map).list();
  }

  private static Attempt map(ResultSet row, StatementContext context) throws SQLException {
    int status = row.getInt("status");
    return new Attempt(
        row.getInt("number"),
        Instant.ofEpochMilli(row.getLong("started_at_ms")),
        Duration.ofMillis(row.getLong("latency_ms")),
        new Attempt.Ended(
            AttemptOutcome.of(row.getString("outcome")),
            status == 0 ? null : status,
            row.getString("error"),
            row.getString("reply")));
  }
}
