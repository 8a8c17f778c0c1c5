package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.platform.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The table {@code callbacks}: the inbox. */
final class CallbackStore {
  private static final String INSERT =
      """
      INSERT INTO callbacks (id, provider, provider_event_id, type, subject, origin, status, body,
        received_at_ms, repetition_key, content_type, occurred_at_ms)
      VALUES (:id, :provider, :eventId, :type, :subject, :origin, :status, :body,
        :now, :repetitionKey, :contentType, :occurredAt)
      ON CONFLICT DO NOTHING
      """;

  private static final String DIFFERS =
      """
      SELECT body FROM callbacks
      WHERE provider = :provider AND provider_event_id = :eventId AND origin = :origin
      """;

  private static final String KNOWN =
      """
      SELECT provider_event_id FROM callbacks
      WHERE provider = :provider AND provider_event_id IN (<ids>)
      """;

  private static final String SETTLE =
      """
      UPDATE callbacks SET status = :status, reason = :reason, payment_id = :paymentId,
        checks = :checks, due_at_ms = :dueAt, settled_at_ms = :now,
        tries = tries + CASE WHEN :status = 'deferred' THEN 1 ELSE 0 END
      WHERE id = :id AND status IN ('received', 'deferred')
      """;

  private static final String REOPEN =
      """
      UPDATE callbacks SET status = 'received', tries = 0, due_at_ms = NULL
      WHERE id = :id AND status IN ('deferred', 'dead')
      """;

  private static final String FIND = "SELECT * FROM callbacks WHERE id = :id";

  private static final String DUE =
      """
      SELECT * FROM callbacks WHERE due_at_ms <= :now AND status = 'deferred'
      ORDER BY due_at_ms LIMIT :limit
      """;

  private static final String NEXT_DUE =
      "SELECT MIN(due_at_ms) AS due FROM callbacks WHERE due_at_ms IS NOT NULL";

  private static final String MAKE_DUE =
      """
      UPDATE callbacks SET due_at_ms = :now
      WHERE subject = :subject AND status = 'deferred' AND due_at_ms > :now
      """;

  private static final String AWAITED =
      """
      SELECT DISTINCT subject FROM callbacks WHERE status = 'deferred' AND subject IS NOT NULL
      LIMIT :limit
      """;

  /**
   * Stores a callback as received; false, and nothing done, when the event is there already, by its
   * id or by its repetition key.
   */
  boolean insert(Tx tx, Callback callback, Instant now) {
    return tx.update(INSERT)
            .bind("id", callback.id())
            .bind("provider", callback.provider())
            .bind("eventId", callback.origin().eventId())
            .bind("type", callback.type())
            .bind("subject", callback.origin().subject())
            .bind("origin", callback.origin().channel().word())
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

  /** Which of these events are there already. */
  Set<String> known(Tx tx, String provider, List<String> eventIds) {
    return eventIds.isEmpty()
        ? Set.of()
        : tx.query(KNOWN)
            .bind("provider", provider)
            .bindList("ids", eventIds)
            .mapTo(String.class)
            .set();
  }

  /** Whether the event was stored before with another body. */
  boolean differs(Tx tx, Callback again) {
    return tx.query(DIFFERS)
        .bind("provider", again.provider())
        .bind("eventId", again.origin().eventId())
        .bind("origin", again.origin().channel().word())
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
            .bind("checks", outcome.checks().stored())
            .bind("dueAt", dueAt == null ? null : dueAt.toEpochMilli())
            .bind("now", now.toEpochMilli())
            .bind("id", callback.id())
            .execute()
        == 1;
  }

  /**
   * Takes a deferred or dead callback back to the beginning; false when it is neither, such as one
   * that was replayed a moment ago.
   */
  boolean reopen(Tx tx, String id) {
    return tx.update(REOPEN).bind("id", id).execute() == 1;
  }

  Optional<Callback> find(Tx tx, String id) {
    return tx.queryForUpdate(FIND).bind("id", id).map(CallbackStore::map).findOne();
  }

  /** The deferred callbacks that are due, longest overdue first. */
  List<Callback> due(Tx tx, Instant now, int limit) {
    return tx.queryForUpdate(DUE)
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

  /** Makes the deferred callbacks about it due now. */
  void makeDue(Tx tx, String subject, Instant now) {
    tx.update(MAKE_DUE).bind("subject", subject).bind("now", now.toEpochMilli()).execute();
  }

  /** What the deferred callbacks are about. */
  List<String> awaited(Tx tx, int limit) {
    return tx.query(AWAITED).bind("limit", limit).mapTo(String.class).list();
  }

  private static Callback map(ResultSet row, StatementContext context) throws SQLException {
    return new Callback(
        row.getString("id"),
        new Callback.Origin(
            row.getString("provider"),
            row.getString("provider_event_id"),
            row.getString("type"),
            row.getString("subject"),
            Channel.of(row.getString("origin"))),
        envelope(row),
        Callback.State.of(row.getString("status")),
        row.getInt("tries"),
        Checks.ofStored(row.getString("checks")),
        row.getBytes("body"));
  }

  private static Callback.Envelope envelope(ResultSet row) throws SQLException {
    long occurredAt = row.getLong("occurred_at_ms");
    return new Callback.Envelope(
        Optional.ofNullable(row.getString("repetition_key")),
        Optional.ofNullable(row.getString("content_type")),
        occurredAt == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(occurredAt)));
  }
}
