package dev.tillgate.gateway.webhook.delivery;

import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.event.EventId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Deliveries and their attempts as people look at them. */
public final class DeliveryLog {
  private static final String BY_ID = "SELECT * FROM deliveries WHERE id = :id";

  private static final String OF_EVENT =
      "SELECT * FROM deliveries WHERE event_id = :event ORDER BY id";

  private final AttemptLog attempts = new AttemptLog();

  /**
   * What a list shows; null for any.
   *
   * @param order the order whose events are meant
   */
  public record Filter(
      @Nullable DeliveryStatus status,
      @Nullable String endpoint,
      @Nullable String event,
      @Nullable String order) {}

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
    String sql =
        "SELECT * FROM deliveries WHERE TRUE"
            + and("id < :cursor", cursor)
            + and("event_id = :event", filter.event())
            + and("endpoint_id = :endpoint", filter.endpoint())
            + and("event_id IN (SELECT id FROM events WHERE order_id = :order)", filter.order())
            + statusIs(filter.status())
            + " ORDER BY id DESC LIMIT :limit";
    return tx.query(sql)
        .bind("cursor", cursor)
        .bind("event", filter.event())
        .bind("endpoint", filter.endpoint())
        .bind("order", filter.order())
        .bind("limit", limit)
        .map(DeliveryLog::map)
        .list();
  }

  /** Only conditions that are asked for: one that may be either way would keep an index unused. */
  private static String and(String condition, @Nullable String value) {
    String parameter = condition.replaceAll("[^:]*(:\\w+)\\W*", "$1");
    return " AND " + (value == null ? parameter + " IS NULL" : condition);
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
