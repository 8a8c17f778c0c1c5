package dev.tillgate.gateway.webhook.event;

import dev.tillgate.gateway.platform.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The table {@code events}. */
final class EventStore {
  private static final String INSERT =
      """
      INSERT INTO events (id, type, order_id, sequence, payload, created_at_ms)
      VALUES (:id, :type, :order, :sequence, :payload, :now)
      """;

  // Removed events count too: a receiver may still hold theirs against the next one's.
  private static final String LAST_SEQUENCE =
      """
      SELECT COALESCE(MAX(sequence), 0) FROM (
        SELECT MAX(sequence) AS sequence FROM events WHERE order_id = :order
        UNION ALL SELECT sequence FROM removed_sequences WHERE order_id = :order) AS known
      """;

  private static final String BY_ID = "SELECT * FROM events WHERE id = :id";

  private static final String OF_ORDER =
      "SELECT * FROM events WHERE order_id = :order ORDER BY sequence";

  private static final String POSITION = "SELECT position FROM events WHERE id = :id";

  private static final String BEFORE =
      """
      SELECT * FROM event_log WHERE :position IS NULL OR position < :position
      ORDER BY position DESC LIMIT :limit
      """;

  private static final String AFTER =
      "SELECT * FROM event_log WHERE position > :position ORDER BY position LIMIT :limit";

  private static final String KEPT = "SELECT * FROM retention";

  /**
   * What is left of the log.
   *
   * @param after the position behind which no event was removed
   * @param newestRemoved the id of the event there; null as long as none was removed
   * @param deliveriesSince of events from then on no delivery was removed
   */
  record Kept(long after, @Nullable String newestRemoved, Instant deliveriesSince) {
    /** Whether an event of that id, which is not there, may have been. */
    boolean mayHaveHeld(String id) {
      return newestRemoved != null
          && id.startsWith(EventId.PREFIX + '_')
          && id.compareTo(newestRemoved) <= 0;
    }
  }

  void insert(Tx tx, Event event) {
    tx.append(
        INSERT,
        row ->
            row.bind("id", event.id().value())
                .bind("type", event.type())
                .bind("order", event.orderId())
                .bind("sequence", event.sequence())
                .bind("payload", event.payload())
                .bind("now", event.createdAt().toEpochMilli())
                .add());
  }

  long lastSequence(Tx tx, String orderId) {
    return tx.query(LAST_SEQUENCE).bind("order", orderId).mapTo(Long.class).one();
  }

  Optional<Event> byId(Tx tx, EventId id) {
    return tx.query(BY_ID).bind("id", id.value()).map(EventStore::map).findOne();
  }

  /** Oldest first. */
  List<Event> ofOrder(Tx tx, String orderId) {
    return tx.query(OF_ORDER).bind("order", orderId).map(EventStore::map).list();
  }

  Optional<Long> position(Tx tx, String id) {
    return tx.query(POSITION).bind("id", id).mapTo(Long.class).findOne();
  }

  Kept kept(Tx tx) {
    return tx.query(KEPT)
        .map((row, context) ->
            new Kept(
                row.getLong("events_after"),
                row.getString("newest_removed"),
                Instant.ofEpochMilli(row.getLong("deliveries_since_ms"))))
        .one();
  }

  /** Newest first, before the position if given. */
  List<Event> before(Tx tx, @Nullable Long position, int limit) {
    return tx.query(BEFORE)
        .bind("position", position)
        .bind("limit", limit)
        .map(EventStore::map)
        .list();
  }

  /** Oldest first, after the position. */
  List<Event> after(Tx tx, long position, int limit) {
    return tx.query(AFTER)
        .bind("position", position)
        .bind("limit", limit)
        .map(EventStore::map)
        .list();
  }

  private static Event map(ResultSet row, StatementContext context) throws SQLException {
    long sequence = row.getLong("sequence");
    return new Event(
        new EventId(row.getString("id")),
        row.getString("type"),
        row.getString("order_id"),
        sequence == 0 ? null : sequence,
        row.getBytes("payload"),
        Instant.ofEpochMilli(row.getLong("created_at_ms")));
  }
}
