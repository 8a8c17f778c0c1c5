package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.platform.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The table {@code callbacks}: the inbox. */
final class CallbackStore {
  private static final String INSERT =
      """
      INSERT INTO callbacks (id, provider, provider_event_id, type, status, body, received_at_ms,
        repetition_key, content_type, occurred_at_ms)
      VALUES (:id, :provider, :eventId, :type, :status, :body, :now,
        :repetitionKey, :contentType, :occurredAt)
      ON CONFLICT DO NOTHING
      """;

  private static final String DIFFERS =
      "SELECT body FROM callbacks WHERE provider = :provider AND provider_event_id = :eventId";

  private static final String SETTLE =
      """
      UPDATE callbacks SET status = :status, reason = :reason, payment_id = :paymentId,
        due_at_ms = :dueAt, settled_at_ms = :now,
        tries = tries + CASE WHEN :status = 'deferred' THEN 1 ELSE 0 END
      WHERE id = :id AND status IN ('received', 'deferred')
      """;

  private static final String DUE =
      """
      SELECT * FROM callbacks WHERE due_at_ms <= :now AND status = 'deferred'
      ORDER BY due_at_ms LIMIT :limit
      """;

  private static final String NEXT_DUE =
      "SELECT MIN(due_at_ms) AS due FROM callbacks WHERE due_at_ms IS NOT NULL";

  /**
   * Stores a callback as received; false, and nothing done, when the event is there already, by its
   * id or by its repetition key.
   */
  boolean insert(Tx tx, Callback callback, Instant now) {
    return tx.update(INSERT)
            .bind("id", callback.id())
            .bind("provider", callback.provider())
            .bind("eventId", callback.providerEventId())
            .bind("type", callback.type())
            .bind("status", callback.state().word())
            .bind("body", callback.body())
            .bind("now", now.toEpochMilli())
            .bind("repetitionKey", callback.envelope().repetitionKey().orElse(null))
            .bind("contentType", callback.envelope().contentType().orElse(null))
            .bind(
                "occurredAt",
                callback.envelope().occurredAt().map(Instant::toEpochMilli).orElse(null))
            .execute()
        == 1;
  }

  /** Whether the event was stored before with another body. */
  boolean differs(Tx tx, Callback again) {
    return tx.query(DIFFERS)
        .bind("provider", again.provider())
        .bind("eventId", again.providerEventId())
        .map((row, context) -> row.getBytes("body"))
        .findOne()
        .filter(first -> !Arrays.equals(first, again.body()))
        .isPresent();
  }

  /** Ends the callback, or puts it off until {@code dueAt}; false when somebody ended it before. */
  boolean settle(
      Tx tx, Callback callback, Callback.Outcome outcome, @Nullable Instant dueAt, Instant now) {
    return tx.update(SETTLE)
            .bind("status", outcome.state().word())
            .bind("reason", outcome.reason())
            .bind("paymentId", outcome.paymentId())
            .bind("dueAt", dueAt == null ? null : dueAt.toEpochMilli())
            .bind("now", now.toEpochMilli())
            .bind("id", callback.id())
            .execute()
        == 1;
  }

  /** The deferred callbacks that are due, longest overdue first. */
  List<Callback> due(Tx tx, Instant now, int limit) {
    return tx.query(DUE)
        .bind("now", now.toEpochMilli())
        .bind("limit", limit)
        .map(CallbackStore::map)
        .list();
  }

  /** When the next deferred callback comes due. */
  Optional<Instant> nextDue(Tx tx) {
    return tx.query(NEXT_DUE)
        .map((row, context) -> row.getLong("due"))
        .findOne()
        .filter(due -> due > 0)
        .map(Instant::ofEpochMilli);
  }

  private static Callback map(ResultSet row, StatementContext context) throws SQLException {
    return new Callback(
        row.getString("id"),
        row.getString("provider"),
        row.getString("provider_event_id"),
        row.getString("type"),
        Callback.State.of(row.getString("status")),
        row.getInt("tries"),
        row.getBytes("body"),
        envelope(row));
  }

  private static Callback.Envelope envelope(ResultSet row) throws SQLException {
    long occurredAt = row.getLong("occurred_at_ms");
    return new Callback.Envelope(
        Optional.ofNullable(row.getString("repetition_key")),
        Optional.ofNullable(row.getString("content_type")),
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(occurredAt)));
  }
}
