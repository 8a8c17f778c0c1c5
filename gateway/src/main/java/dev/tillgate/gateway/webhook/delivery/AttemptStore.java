package dev.tillgate.gateway.webhook.delivery;

import dev.tillgate.gateway.platform.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code delivery_attempts}. */
final class AttemptStore {
  private static final String INSERT =
      """
      INSERT INTO delivery_attempts (delivery_id, number, started_at_ms, latency_ms, outcome,
        status, error, reply)
      VALUES (:delivery, :number, :started, :latency, :outcome, :status, :error, :reply)
      """;

  private static final String INSERT_INTERRUPTED =
      """
      INSERT INTO delivery_attempts (delivery_id, number, started_at_ms, latency_ms, outcome,
        error)
      SELECT id, attempts, begun_at_ms, 0, 'interrupted', :error FROM deliveries
      WHERE claimed_by IS NOT NULL AND claimed_by <> :me AND attempts >
        (SELECT COUNT(*) FROM delivery_attempts WHERE delivery_id = deliveries.id)
      """;

  private static final String OF =
      "SELECT * FROM delivery_attempts WHERE delivery_id = :id ORDER BY number";

  void insert(Tx tx, List<Result> results) {
    PreparedBatch batch = tx.batch(INSERT);
    results.forEach(result -> add(batch, result));
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  private static void add(PreparedBatch batch, Result result) {
    Attempt attempt = result.attempt();
    if (attempt != null) {
      batch
          .bind("delivery", result.claimed().id().value())
          .bind("number", attempt.number())
          .bind("started", attempt.startedAt().toEpochMilli())
          .bind("latency", attempt.latency().toMillis())
          .bind("outcome", attempt.ended().outcome().word())
          .bind("status", attempt.ended().status())
          .bind("error", attempt.ended().error())
          .bind("reply", attempt.ended().reply())
          .add();
    }
  }

  /** Writes down the sends that were under way when their process died. */
  void insertInterrupted(Tx tx, String incarnation, String error) {
    tx.update(INSERT_INTERRUPTED).bind("me", incarnation).bind("error", error).execute();
  }

  List<Attempt> of(Tx tx, DeliveryId delivery) {
    return tx.query(OF).bind("id", delivery.value()).map(AttemptStore::map).list();
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
