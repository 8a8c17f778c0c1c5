package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.delivery.DeliveryId;
import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.event.Event;
import dev.tillgate.gateway.webhook.event.EventId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The table {@code deliveries}, as sending sees it: born, claimed, begun, settled. */
final class DeliveryStore {
  private static final String INSERT =
      """
      INSERT INTO deliveries (id, event_id, event_type, order_id, endpoint_id, status, claims,
        attempts, claimed_by, begun_at_ms, due_at_ms, retry_until_ms, created_at_ms,
        updated_at_ms)
      VALUES (:id, :event, :type, :order, :endpoint, 'pending', :claims, :attempts,
        :claimedBy, :now, :now, :until, :now, :now)
      """;

  private static final String DUE =
      """
      SELECT d.id, d.event_id, d.endpoint_id, d.claims, d.attempts, d.crashes,
        d.due_at_ms, d.retry_until_ms, e.payload
      FROM deliveries d JOIN events e ON e.id = d.event_id
      WHERE d.endpoint_id = :endpoint AND d.status IN ('pending', 'retrying')
        AND d.claimed_by IS NULL AND d.due_at_ms <= :now
      ORDER BY d.due_at_ms LIMIT :limit
      """;

  private static final String CLAIM =
      """
      UPDATE deliveries SET claims = :claims, claimed_by = :me
      WHERE id = :id AND claims = :claims - 1 AND claimed_by IS NULL
        AND status IN ('pending', 'retrying')
      """;

  private static final String BEGIN =
      """
      UPDATE deliveries SET attempts = attempts + 1, begun_at_ms = :now
      WHERE id = :id AND claims = :claims AND claimed_by IS NOT NULL
        AND status IN ('pending', 'retrying')
      """;

  private static final String SETTLE =
      """
      UPDATE deliveries
      SET status = :status, reason = :reason, attempts = :attempts, due_at_ms = :due,
        retry_until_ms = :until, crashes = CASE WHEN :sent THEN 0 ELSE crashes END,
        claimed_by = NULL, updated_at_ms = :now
      WHERE id = :id AND claims = :claims AND claimed_by IS NOT NULL
        AND status IN ('pending', 'retrying')
      """;

  private static final String NEXT_DUE =
      """
      SELECT due_at_ms FROM deliveries
      WHERE endpoint_id = :endpoint AND status IN ('pending', 'retrying')
        AND claimed_by IS NULL
      ORDER BY due_at_ms LIMIT 1
      """;

  private static final String NEXT_DUE_OF_EACH =
      """
      SELECT e.id, (SELECT d.due_at_ms FROM deliveries d
        WHERE d.endpoint_id = e.id AND d.status IN ('pending', 'retrying')
          AND d.claimed_by IS NULL
        ORDER BY d.due_at_ms LIMIT 1) AS due_at_ms
      FROM webhook_endpoints e WHERE e.status = 'enabled'
      """;

  private static final String OLDEST_DUE =
      """
      SELECT MIN((SELECT MIN(d.due_at_ms) FROM deliveries d
        WHERE d.endpoint_id = e.id AND d.status IN ('pending', 'retrying')))
      FROM webhook_endpoints e WHERE e.status = 'enabled'
      """;

  /**
   * A delivery at its birth.
   *
   * @param claimedBy the incarnation that has a place for it in memory, or null
   */
  record Birth(Claimed delivery, @Nullable String claimedBy) {}

  void insert(Tx tx, Event event, List<Birth> births) {
    PreparedBatch batch = tx.batch(INSERT);
    births.forEach(birth -> bindBirth(bindEvent(batch, event), birth).add());
    batch.execute();
  }

  /** The endpoint's deliveries that are due and not claimed, the longest due first, unclaimed. */
  List<Claimed> due(Tx tx, EndpointId endpoint, Instant now, int limit) {
    return tx.query(DUE)
        .bind("endpoint", endpoint.value())
        .bind("now", now.toEpochMilli())
        .bind("limit", limit)
        .map(DeliveryStore::claimed)
        .list();
  }

  /** Claims them for the incarnation; which of them is the answer, in their order. */
  int[] claim(Tx tx, List<Claimed> claims, String incarnation) {
    PreparedBatch batch = tx.batch(CLAIM);
    claims.forEach(claim ->
        batch
            .bind("id", claim.id().value())
            .bind("claims", claim.claims())
            .bind("me", incarnation)
            .add());
    return batch.size() == 0 ? new int[0] : batch.execute();
  }

  /** Counts the send that is about to begin; false when the claim was lost. */
  boolean begin(Tx tx, Claimed claimed, Instant now) {
    return tx.update(BEGIN)
            .bind("id", claimed.id().value())
            .bind("claims", claimed.claims())
            .bind("now", now.toEpochMilli())
            .execute()
        == 1;
  }

  /** Writes the verdicts and ends the claims; 0 for those whose claim was lost. */
  int[] settle(Tx tx, List<Result> results, Instant now) {
    PreparedBatch batch = tx.batch(SETTLE);
    for (Result result : results) {
      batch
          .bind("status", result.verdict().status().word())
          .bind("reason", result.verdict().reason())
          .bind("attempts", result.attempts())
          .bind("until", result.claimed().retryUntil().toEpochMilli())
          .bind("sent", result.attempt() != null)
          .bind("due", result.verdict().dueAt().toEpochMilli())
          .bind("now", now.toEpochMilli())
          .bind("id", result.claimed().id().value())
          .bind("claims", result.claimed().claims())
          .add();
    }
    return batch.execute();
  }

  /** When the endpoint's next unclaimed delivery is due. */
  Optional<Instant> nextDue(Tx tx, EndpointId endpoint) {
    return tx.query(NEXT_DUE)
        .bind("endpoint", endpoint.value())
        .mapTo(Long.class)
        .findOne()
        .map(Instant::ofEpochMilli);
  }

  /** When each endpoint's next unclaimed delivery is due, for those that have one. */
  Map<EndpointId, Instant> nextDue(Tx tx) {
    return tx
        .query(NEXT_DUE_OF_EACH)
        .map((row, context) ->
            Map.entry(new EndpointId(row.getString("id")), row.getLong("due_at_ms")))
        .stream()
        .filter(entry -> entry.getValue() > 0)
        .collect(
            Collectors.toMap(Map.Entry::getKey, entry -> Instant.ofEpochMilli(entry.getValue())));
  }

  /** When the oldest open delivery was due, claimed or not. */
  Optional<Instant> oldestDue(Tx tx) {
    return tx.query(OLDEST_DUE).mapTo(Long.class).findOne().map(Instant::ofEpochMilli);
  }

  private static PreparedBatch bindEvent(PreparedBatch batch, Event event) {
    return batch
        .bind("event", event.id().value())
        .bind("type", event.type())
        .bind("order", event.orderId())
        .bind("now", event.createdAt().toEpochMilli());
  }

  private static PreparedBatch bindBirth(PreparedBatch batch, Birth birth) {
    Claimed delivery = birth.delivery();
    return batch
        .bind("id", delivery.id().value())
        .bind("endpoint", delivery.endpointId().value())
        .bind("claims", delivery.claims())
        .bind("attempts", delivery.attempts())
        .bind("claimedBy", birth.claimedBy())
        .bind("until", delivery.retryUntil().toEpochMilli());
  }

  private static Claimed claimed(ResultSet row, StatementContext context) throws SQLException {
    return new Claimed(
        new Claimed.Keys(
            new DeliveryId(row.getString("id")),
            new EventId(row.getString("event_id")),
            new EndpointId(row.getString("endpoint_id"))),
        row.getBytes("payload"),
        row.getInt("claims") + 1,
        new Claimed.Count(row.getInt("attempts"), false, row.getInt("crashes")),
        Instant.ofEpochMilli(row.getLong("due_at_ms")),
        Instant.ofEpochMilli(row.getLong("retry_until_ms")));
  }
}
