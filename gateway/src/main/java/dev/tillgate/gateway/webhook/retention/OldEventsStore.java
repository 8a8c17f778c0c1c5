package dev.tillgate.gateway.webhook.retention;

import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Events that no delivery refers to. What is noted down of them keeps the log honest: which
 * sequence an order's next event gets, and from where on the log has no gaps.
 */
final class OldEventsStore implements Aging<Long> {
  private static final String UNUSED =
      "NOT EXISTS (SELECT 1 FROM deliveries WHERE deliveries.event_id = events.id)";

  // The limit comes first: rows that are too young would be searched to the end for older ones.
  private static final String BEHIND =
      """
      SELECT position, %s AS unused FROM events
      WHERE position IN (
          SELECT position FROM events WHERE position > :place ORDER BY position LIMIT :limit)
        AND created_at_ms < :before
      ORDER BY position
      """
          .formatted(UNUSED);

  private static final String REMOVED =
      "FROM events WHERE position > :after AND position <= :to AND created_at_ms < :before AND "
          + UNUSED;

  private static final String NOTE_SEQUENCES =
      """
      INSERT INTO removed_sequences (order_id, sequence)
      SELECT order_id, MAX(sequence) %s AND order_id IS NOT NULL GROUP BY order_id
      ON CONFLICT (order_id) DO UPDATE SET sequence = excluded.sequence
      WHERE removed_sequences.sequence < excluded.sequence
      """
          .formatted(REMOVED);

  private static final String NOTE_NEWEST =
      """
      UPDATE retention SET (events_after, newest_removed) =
        (SELECT position, id %1$s ORDER BY position DESC LIMIT 1)
      WHERE id = 1 AND events_after < (SELECT MAX(position) %1$s)
      """
          .formatted(REMOVED);

  private static final String REMOVE = "DELETE " + REMOVED;

  @Override
  public Long front() {
    return 0L;
  }

  @Override
  public List<Row<Long>> behind(Tx tx, Long place, Instant before, int limit) {
    return tx.query(BEHIND)
        .bind("place", place)
        .bind("before", before.toEpochMilli())
        .bind("limit", limit)
        .map((row, context) -> new Row<>(row.getLong("position"), row.getBoolean("unused"), 1))
        .list();
  }

  @Override
  public int remove(Tx tx, Long after, Long upTo, Instant before) {
    within(tx.update(NOTE_SEQUENCES), after, upTo, before).execute();
    within(tx.update(NOTE_NEWEST), after, upTo, before).execute();
    return within(tx.update(REMOVE), after, upTo, before).execute();
  }

  private static <S extends SqlStatement<S>> S within(
      S statement, Long after, Long upTo, Instant before) {
    return statement.bind("after", after).bind("to", upTo).bind("before", before.toEpochMilli());
  }
}
