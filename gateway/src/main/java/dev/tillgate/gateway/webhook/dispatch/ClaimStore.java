package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.delivery.DeliveryId;
import dev.tillgate.gateway.webhook.endpoint.Endpoint;
import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.endpoint.Ordering;
import dev.tillgate.gateway.webhook.event.EventId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;

/** The table {@code deliveries}, as claiming sees it: due, claimed, begun. */
final class ClaimStore {
  /**
   * Of an ordered endpoint, only what nothing of the same order stands before: by sequence, and
   * open, parked or, where that blocks, dead.
   */
  private static final String NOTHING_BEFORE =
      """
       AND (d.sequence IS NULL OR NOT EXISTS (
        SELECT 1 FROM deliveries p
        WHERE p.endpoint_id = d.endpoint_id AND p.order_id = d.order_id
          AND p.sequence < d.sequence AND p.sequence IS NOT NULL
          AND p.status IN ('pending', 'retrying', 'parked', 'dead')
          AND (:blocks OR p.status <> 'dead')))
      """;

  private static final String DUE =
      """
      SELECT d.id, d.event_id, d.event_type, d.endpoint_id, d.claims, d.attempts, d.crashes,
        d.asked, d.due_at_ms, d.retry_until_ms, e.payload
      FROM deliveries d JOIN events e ON e.id = d.event_id
      WHERE d.endpoint_id = :endpoint AND d.status IN ('pending', 'retrying')
        AND d.claimed_by IS NULL AND d.due_at_ms <= :now %s
      """
          + NOTHING_BEFORE
          + """
          ORDER BY d.due_at_ms LIMIT :limit
          """;

  /** Where a person asked for it; few rows, by an index of their own. */
  private static final String ASKED = "AND d.asked = 1";

  private static final String ASKED_FOR =
      """
      SELECT DISTINCT endpoint_id FROM deliveries
      WHERE asked = 1 AND status IN ('pending', 'retrying') AND claimed_by IS NULL
      """;

  private static final String CLAIM =
      """
      UPDATE deliveries SET claims = claims + 1, claimed_by = :me
      WHERE claimed_by IS NULL AND status IN ('pending', 'retrying')
      """;

  private static final String BEGIN =
      """
      UPDATE deliveries SET attempts = attempts + 1, begun_at_ms = :now, asked = 0
      WHERE claimed_by IS NOT NULL AND status IN ('pending', 'retrying')
      """;

  private static final String NEXT_DUE =
      """
      SELECT d.due_at_ms FROM deliveries d
      WHERE d.endpoint_id = :endpoint AND d.status IN ('pending', 'retrying')
        AND d.claimed_by IS NULL AND d.due_at_ms > :after
      """
          + NOTHING_BEFORE
          + """
          ORDER BY d.due_at_ms LIMIT 1
          """;

  private static final String NEXT_DUE_OF_EACH =
      """
      SELECT e.id, (SELECT d.due_at_ms FROM deliveries d
        WHERE d.endpoint_id = e.id AND d.status IN ('pending', 'retrying')
          AND d.claimed_by IS NULL
        ORDER BY d.due_at_ms LIMIT 1) AS due_at_ms
      FROM webhook_endpoints e WHERE e.status = 'enabled'
      """;

  private static final String STANDS_BEFORE =
      """
      SELECT EXISTS (SELECT 1 FROM deliveries
        WHERE endpoint_id = :endpoint AND order_id = :order AND sequence IS NOT NULL
          AND status IN ('pending', 'retrying', 'parked', 'dead')
          AND (:blocks OR status <> 'dead'))
      """;

  // The index knows no order among those due at the same time, and locking may change any order.
  private static final Comparator<Claimed> IN_TURN =
      Comparator.comparing(Claimed::dueAt).thenComparing(claimed -> claimed.id().value());

  /** The endpoint's deliveries that are due and not claimed, the longest due first, unclaimed. */
  List<Claimed> due(Tx tx, Endpoint endpoint, Instant now, int limit) {
    return due(tx, DUE.formatted(""), endpoint, now, limit);
  }

  /** The same, but only what a person asked for. */
  List<Claimed> asked(Tx tx, Endpoint endpoint, Instant now, int limit) {
    return due(tx, DUE.formatted(ASKED), endpoint, now, limit);
  }

  private static List<Claimed> due(Tx tx, String sql, Endpoint endpoint, Instant now, int limit) {
    return tx
        .queryForClaim(sql, "d")
        .bind("endpoint", endpoint.id().value())
        .bind("blocks", blocks(endpoint))
        .bind("now", now.toEpochMilli())
        .bind("limit", limit)
        .map(ClaimStore::claimed)
        .stream()
        .sorted(IN_TURN)
        .toList();
  }

  /** The endpoints with an unclaimed delivery that a person asked for. */
  List<EndpointId> askedFor(Tx tx) {
    return tx.query(ASKED_FOR).mapTo(String.class).map(EndpointId::new).list();
  }

  /** Claims them for the node; which of them is the answer, in their order. */
  int[] claim(Tx tx, List<Claimed> claims, String node) {
    return FenceStore.change(tx, CLAIM, FenceStore.NEXT, claims, Map.of("me", node));
  }

  /** Counts the sends that are about to begin; 0 for those whose claim was lost. */
  int[] begin(Tx tx, List<Claimed> claims, Instant now) {
    Map<String, ?> values = Map.of("now", now.toEpochMilli());
    return FenceStore.change(tx, BEGIN, FenceStore.HELD, claims, values);
  }

  /** When the endpoint's next unclaimed delivery is due, of those that are due after that. */
  Optional<Instant> nextDue(Tx tx, Endpoint endpoint, Instant after) {
    return tx.query(NEXT_DUE)
        .bind("endpoint", endpoint.id().value())
        .bind("blocks", blocks(endpoint))
        .bind("after", after.toEpochMilli())
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

  /** Whether a new delivery of the order has to wait behind one that stands before it. */
  boolean waitsBehindAnother(Tx tx, Endpoint endpoint, String order) {
    return tx.query(STANDS_BEFORE)
        .bind("endpoint", endpoint.id().value())
        .bind("order", order)
        .bind("blocks", blocks(endpoint))
        .mapTo(Boolean.class)
        .one();
  }

  private static boolean blocks(Endpoint endpoint) {
    return endpoint.settings().tempo().ordering() == Ordering.BLOCK;
  }

  private static Claimed claimed(ResultSet row, StatementContext context) throws SQLException {
    return new Claimed(
        new Claimed.Keys(
            new DeliveryId(row.getString("id")),
            new EventId(row.getString("event_id")),
            row.getString("event_type"),
            new EndpointId(row.getString("endpoint_id"))),
        row.getBytes("payload"),
        row.getInt("claims") + 1,
        new Claimed.Count(
            row.getInt("attempts"), false, row.getInt("crashes"), row.getBoolean("asked")),
        Instant.ofEpochMilli(row.getLong("due_at_ms")),
        Instant.ofEpochMilli(row.getLong("retry_until_ms")));
  }
}
