package dev.tillgate.gateway.webhook.delivery;

import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.event.EventId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Deliveries and their attempts as people look at them. */
public final class DeliveryLog {
  private static final String BY_ID = "SELECT * FROM deliveries WHERE id = :id";

  private static final String OF_EVENT =
      "SELECT * FROM deliveries WHERE event_id = :event ORDER BY id";

  private static final String SHOWN =
      """
      SELECT d.*, e.breaker, e.breaker_since_ms, e.breaker_until_ms
      FROM (%s) d JOIN webhook_endpoints e ON e.id = d.endpoint_id
      ORDER BY d.id DESC
      """;

  /** What the engine lets go first: the same rule as the engine's own. */
  private static final String AHEAD =
      """
      SELECT p.sequence, p.status FROM deliveries d JOIN deliveries p
        ON p.endpoint_id = d.endpoint_id AND p.order_id = d.order_id AND p.sequence < d.sequence
      WHERE d.id = :id AND d.sequence IS NOT NULL AND p.sequence IS NOT NULL
        AND p.status IN ('pending', 'retrying', 'parked', 'dead')
        AND (:blocks OR p.status <> 'dead')
      ORDER BY p.sequence LIMIT 1
      """;

  private final AttemptLog attempts = new AttemptLog();

  /**
   * What a list shows.
   *
   * @param status null for any
   */
  public record Filter(@Nullable DeliveryStatus status, Map<Criterion, Object> criteria) {
    public Filter {
      criteria = Map.copyOf(criteria);
    }
  }

  public Optional<Delivery> byId(Tx tx, DeliveryId id) {
    return tx.queryForUpdate(BY_ID).bind("id", id.value()).map(DeliveryLog::map).findOne();
  }

  /** The delivery as people are shown it: one that an open breaker holds back is parked. */
  public Optional<Delivery> shown(Tx tx, DeliveryId id) {
    return tx.query(SHOWN.formatted(BY_ID))
        .bind("id", id.value())
        .map(DeliveryLog::mapShown)
        .findOne();
  }

  /**
   * What has to be through first.
   *
   * @param sequence its event's in the order
   */
  public record Ahead(long sequence, DeliveryStatus status) {}

  /**
   * The first delivery of the same order and endpoint that this one waits behind.
   *
   * @param deadBlocks whether a dead one does
   */
  public Optional<Ahead> ahead(Tx tx, DeliveryId id, boolean deadBlocks) {
    return tx.query(AHEAD)
        .bind("id", id.value())
        .bind("blocks", deadBlocks)
        .map((row, context) ->
            new Ahead(row.getLong("sequence"), DeliveryStatus.of(row.getString("status"))))
        .findOne();
  }

  /** An event's deliveries, oldest first. */
  public List<Delivery> ofEvent(Tx tx, EventId event) {
    return tx.query(OF_EVENT).bind("event", event.value()).map(DeliveryLog::map).list();
  }

  /** A delivery's attempts that are over, in order. */
  public List<Attempt> attempts(Tx tx, DeliveryId delivery) {
    return attempts.of(tx, delivery);
  }

  /** Newest first, behind the cursor; as people are shown them, and so is the filter meant. */
  public List<Delivery> page(Tx tx, Filter filter, @Nullable String cursor, int limit) {
    // Only conditions that are asked for: one that may be either way would keep an index unused.
    String conditions =
        filter.criteria().keySet().stream().map(Criterion::sql).collect(Collectors.joining())
            + (cursor == null ? "" : " AND id < :cursor");
    String rows =
        "SELECT * FROM deliveries WHERE TRUE"
            + conditions
            + statusIs(filter.status())
            + " ORDER BY id DESC LIMIT :limit";
    Query query =
        tx.query(
                SHOWN.formatted(
                    filter.status() == DeliveryStatus.PARKED
                        ? withBehindBreakers(rows, conditions)
                        : rows))
            .bind("limit", limit);
    filter.criteria().forEach((criterion, value) -> query.bind(criterion.word(), value));
    return (cursor == null ? query : query.bind("cursor", cursor))
        .map(DeliveryLog::mapShown)
        .list();
  }

  /**
   * Of each endpoint whose breaker is open only as many as a page may show, so that what piled up
   * behind it is not read. CROSS JOIN: the endpoints come first.
   */
  private static String withBehindBreakers(String parked, String conditions) {
    return """
    SELECT * FROM (
      SELECT * FROM (%s) AS parked
      UNION ALL
      SELECT p.* FROM webhook_endpoints b CROSS JOIN deliveries p
      WHERE b.breaker = 'open' AND p.id IN (
        SELECT id FROM deliveries
        WHERE endpoint_id = b.id AND status IN ('pending', 'retrying')
          AND claimed_by IS NULL AND asked = 0 %s
        ORDER BY id DESC LIMIT :limit)) AS held
    ORDER BY id DESC LIMIT :limit
    """
        .formatted(parked, conditions);
  }

  /**
   * Written out and not bound, with the condition of the index word for word: only then may SQLite
   * use an index over some states.
   */
  private static String statusIs(@Nullable DeliveryStatus status) {
    return switch (status) {
      case null -> "";
      case PENDING, RETRYING ->
          " AND status = '"
              + status.word()
              + "' AND (claimed_by IS NOT NULL OR asked = 1 OR endpoint_id NOT IN"
              + " (SELECT id FROM webhook_endpoints WHERE breaker = 'open'))";
      case PARKED, DEAD -> " AND status IN ('parked', 'dead') AND status = '" + status.word() + "'";
      case DELIVERED, CANCELED -> " AND status = '" + status.word() + "'";
    };
  }

  /** Why the breaker holds a delivery back. */
  public static String parkedBy(Instant since, Instant probe) {
    return "parked by the breaker: open since %s, next probe at %s"
        .formatted(Json.time(since), Json.time(probe));
  }

  private static Delivery mapShown(ResultSet row, StatementContext context) throws SQLException {
    Delivery stored = map(row, context);
    boolean waits = stored.status().isOpen() && !stored.claimed() && !stored.asked();
    if (!waits || !row.getString("breaker").equals("open")) {
      return stored;
    }
    Instant since = Instant.ofEpochMilli(row.getLong("breaker_since_ms"));
    Instant probe = Instant.ofEpochMilli(row.getLong("breaker_until_ms"));
    return stored.with(DeliveryStatus.PARKED, parkedBy(since, probe));
  }

  private static Delivery map(ResultSet row, StatementContext context) throws SQLException {
    return new Delivery(
        new DeliveryId(row.getString("id")),
        new EventId(row.getString("event_id")),
        row.getString("event_type"),
        row.getString("order_id"),
        new EndpointId(row.getString("endpoint_id")),
        DeliveryStatus.of(row.getString("status")),
        row.getString("reason"),
        row.getInt("attempts"),
        row.getString("claimed_by") != null,
        row.getBoolean("asked"),
        row.getString("replay_id"),
        Instant.ofEpochMilli(row.getLong("due_at_ms")),
        Instant.ofEpochMilli(row.getLong("created_at_ms")),
        Instant.ofEpochMilli(row.getLong("updated_at_ms")));
  }
}
