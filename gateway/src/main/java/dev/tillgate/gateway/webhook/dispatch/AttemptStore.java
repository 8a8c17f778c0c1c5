package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.delivery.Attempt;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The table {@code delivery_attempts}, as sending sees it. */
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
      WHERE claimed_by = 'recovery' AND attempts >
        (SELECT COUNT(*) FROM delivery_attempts WHERE delivery_id = deliveries.id)
      """;

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

  /** Writes down adopted sends that were under way when their process died. */
  void insertInterrupted(Tx tx, String error) {
    tx.update(INSERT_INTERRUPTED).bind("error", error).execute();
  }
}
