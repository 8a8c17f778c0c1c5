package dev.tillgate.gateway.webhook.retention;

import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.delivery.DeliveryId;
import java.time.Instant;
import java.util.List;

/**
 * Deliveries that are over, with their attempts. Walked by their ids, which sort by the time they
 * were made: an index over when they ended would cost every send a write.
 */
final class OldDeliveriesStore implements Aging<String> {
  private static final String OVER =
      "status IN ('delivered', 'canceled') AND updated_at_ms < :before";

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

  @Override
  public String front() {
    return "";
  }

  @Override
  public List<Row<String>> behind(Tx tx, String place, Instant before, int limit) {
    return tx.query(BEHIND)
        .bind("place", place)
        .bind("end", Ids.lowest(DeliveryId.PREFIX, before))
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
      tx.update(NOTE).bind("before", before.toEpochMilli()).execute();
    }
    return attempts + deliveries;
  }

  private static int remove(Tx tx, String sql, String after, String upTo, Instant before) {
    return tx.update(sql)
        .bind("after", after)
        .bind("to", upTo)
        .bind("before", before.toEpochMilli())
        .execute();
  }
}
