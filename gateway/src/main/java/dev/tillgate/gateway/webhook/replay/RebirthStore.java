package dev.tillgate.gateway.webhook.replay;

import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.event.EventId;
import java.time.Instant;
import java.util.Collection;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The table {@code deliveries}, as a replay writes it: due now, unclaimed, of its own schedule. */
final class RebirthStore {
  // Whatever stood dead or parked of the event for the endpoint gives way: it is listed as dead no
  // longer, holds back no order, and no other replay finds it. The empty text keeps the planner
  // from
  // the index of the endpoint's deliveries, which are many; those of the event are few.
  private static final String GIVE_WAY =
      """
      UPDATE deliveries
      SET status = 'canceled', reason = :reason, updated_at_ms = :now
      WHERE event_id = :event AND endpoint_id || '' = :endpoint AND status IN ('dead', 'parked')
      """;

  // From the event itself: one that was removed meanwhile is simply not sent again.
  private static final String INSERT =
      """
      INSERT INTO deliveries (id, event_id, event_type, order_id, endpoint_id, status, claims,
        attempts, due_at_ms, retry_until_ms, created_at_ms, updated_at_ms, sequence, replay_id)
      SELECT :id, id, type, order_id, :endpoint, 'pending', 0, 0, :now, :until, :now, :now,
        CASE WHEN :ordered THEN sequence END, :replay
      FROM events WHERE id = :event
      """;

  private static final String UNSENT =
      """
      SELECT COUNT(*) FROM (SELECT 1 FROM deliveries
        WHERE replay_id = :replay AND status = 'pending' LIMIT :enough) AS unsent
      """;

  /**
   * New deliveries of a replay.
   *
   * @param retryUntil after this they are dead instead of tried again
   * @param ordered whether the endpoint is told about each order by sequence
   */
  record Births(Replay replay, Instant now, Instant retryUntil, boolean ordered) {}

  /** Ends what stood dead or parked of these events for the replay's endpoint. */
  void giveWay(Tx tx, Births births, Collection<EventId> events) {
    PreparedBatch batch = tx.batch(GIVE_WAY);
    events.forEach(event ->
        bind(batch, births, event).bind("reason", "replayed by " + births.replay().id()).add());
    batch.execute();
  }

  /** Writes one delivery; 0 when the event is gone. */
  int insert(Tx tx, Births births, EventId event, String id) {
    return tx.update(INSERT)
        .bind("id", id)
        .bind("event", event.value())
        .bind("endpoint", births.replay().selection().endpoint().value())
        .bind("now", births.now().toEpochMilli())
        .bind("until", births.retryUntil().toEpochMilli())
        .bind("ordered", births.ordered())
        .bind("replay", births.replay().id().value())
        .execute();
  }

  /** How many of the replay's deliveries were not sent once yet, counted up to enough. */
  int unsent(Tx tx, ReplayId replay, int enough) {
    return tx.query(UNSENT)
        .bind("replay", replay.value())
        .bind("enough", enough)
        .mapTo(Integer.class)
        .one();
  }

  private static PreparedBatch bind(PreparedBatch batch, Births births, EventId event) {
    return batch
        .bind("event", event.value())
        .bind("endpoint", births.replay().selection().endpoint().value())
        .bind("now", births.now().toEpochMilli());
  }
}
