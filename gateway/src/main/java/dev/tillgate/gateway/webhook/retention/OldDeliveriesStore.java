package dev.tillgate.gateway.webhook.retention;

import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.store.Spans;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.delivery.DeliveryId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Deliveries that are over, with their attempts. Walked by their ids, which sort by the time they
 * were made: an index over when they ended would cost every send a write. What lies in a span that
 * may soon be dropped whole is passed over.
 */
final class OldDeliveriesStore implements Aging<String> {
  /** What is to be true of a delivery that goes, by {@code :before}. */
  static final String OVER = "status IN ('delivered', 'canceled') AND updated_at_ms < :before";

  static final String TABLE = "deliveries";

  private static final String BEHIND =
      """
      SELECT id, attempts, %s AS over FROM deliveries WHERE id > :place AND id < :end
      ORDER BY id LIMIT :limit
      """
          .formatted(OVER);

  private static final String REMOVE_ATTEMPTS =
      """
      DELETE FROM delivery_attempts WHERE delivery_id IN (
        SELECT id FROM deliveries WHERE id > :after AND id <= :to AND %s)
      """
          .formatted(OVER);

  private static final String REMOVE =
      "DELETE FROM deliveries WHERE id > :after AND id <= :to AND " + OVER;

  private static final String NOTE =
      """
      UPDATE retention SET deliveries_since_ms = :before
      WHERE id = 1 AND deliveries_since_ms < :before
      """;

  private final Spans spans;

  OldDeliveriesStore(Spans spans) {
    this.spans = spans;
  }

  @Override
  public String front() {
    return "";
  }

  @Override
  public List<Row<String>> behind(Tx tx, String place, Instant before, int limit) {
    String end = Ids.lowest(DeliveryId.PREFIX, before);
    Optional<Spans.Span> ahead = WholeSpans.leftAlone(spans.of(tx, TABLE), place, before);
    String stop = ahead.map(Spans.Span::from).filter(from -> from.compareTo(end) < 0).orElse(end);
    List<Row<String>> rows = behind(tx, place, stop, before, limit);
    return rows.isEmpty() ? beyond(ahead, end) : rows;
  }

  /** A step over what is left alone; nothing when there is no more behind it. */
  private static List<Row<String>> beyond(Optional<Spans.Span> ahead, String end) {
    return ahead
        .map(Spans.Span::to)
        .filter(to -> to.compareTo(end) < 0)
        .map(to -> List.of(new Row<>(to, false, 0)))
        .orElse(List.of());
  }

  private static List<Row<String>> behind(
      Tx tx, String place, String end, Instant before, int limit) {
    return tx.query(BEHIND)
        .bind("place", place)
        .bind("end", end)
        .bind("before", before.toEpochMilli())
        .bind("limit", limit)
        .map((row, context) ->
            new Row<>(row.getString("id"), row.getBoolean("over"), 1 + row.getInt("attempts")))
        .list();
  }

  @Override
  public int remove(Tx tx, String after, String upTo, Instant before) {
    int attempts = remove(tx, REMOVE_ATTEMPTS, after, upTo, before);
    int deliveries = remove(tx, REMOVE, after, upTo, before);
    if (deliveries > 0) {
      note(tx, before);
    }
    return attempts + deliveries;
  }

  /** From then on alone can be told whether a delivery is missing. */
  static void note(Tx tx, Instant before) {
    tx.update(NOTE).bind("before", before.toEpochMilli()).execute();
  }

  private static int remove(Tx tx, String sql, String after, String upTo, Instant before) {
    return tx.update(sql)
        .bind("after", after)
        .bind("to", upTo)
        .bind("before", before.toEpochMilli())
        .execute();
  }
}
