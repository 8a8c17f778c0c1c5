package dev.tillgate.gateway.webhook.delivery;

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
    return tx.query(BY_ID).bind("id", id.value()).map(DeliveryLog::map).findOne();
  }

  /** An event's deliveries, oldest first. */
  public List<Delivery> ofEvent(Tx tx, EventId event) {
    return tx.query(OF_EVENT).bind("event", event.value()).map(DeliveryLog::map).list();
  }

  /** A delivery's attempts that are over, in order. */
  public List<Attempt> attempts(Tx tx, DeliveryId delivery) {
    return attempts.of(tx, delivery);
  }

  /** Newest first, behind the cursor. */
  public List<Delivery> page(Tx tx, Filter filter, @Nullable String cursor, int limit) {
    // Only conditions that are asked for: one that may be either way would keep an index unused.
    String sql =
        "SELECT * FROM deliveries WHERE TRUE"
            + filter.criteria().keySet().stream().map(Criterion::sql).collect(Collectors.joining())
            + statusIs(filter.status())
            + (cursor == null ? "" : " AND id < :cursor")
            + " ORDER BY id DESC LIMIT :limit";
    Query query = tx.query(sql).bind("limit", limit);
    filter.criteria().forEach((criterion, value) -> query.bind(criterion.word(), value));
    return (cursor == null ? query : query.bind("cursor", cursor)).map(DeliveryLog::map).list();
  }

  /** Written out and not bound: only then may SQLite use an index over some states. */
  private static String statusIs(@Nullable DeliveryStatus status) {
    return status == null ? "" : " AND status = '" + status.word() + "'";
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
        Instant.ofEpochMilli(row.getLong("due_at_ms")),
        Instant.ofEpochMilli(row.getLong("created_at_ms")),
        Instant.ofEpochMilli(row.getLong("updated_at_ms")));
  }
}
