package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.event.Event;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The table {@code deliveries}, as sending sees it: born and settled. */
final class DeliveryStore {
  private static final String INSERT =
      """
      INSERT INTO deliveries (id, event_id, event_type, order_id, sequence, endpoint_id, status, claims,
        attempts, claimed_by, begun_at_ms, due_at_ms, retry_until_ms, created_at_ms,
        updated_at_ms)
      VALUES (:id, :event, :type, :order, :sequence, :endpoint, 'pending', :claims, :attempts,
        :claimedBy, :now, :now, :until, :now, :now)
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

  // What most sends come to, all in one statement.
  private static final String DELIVERED =
      """
      UPDATE deliveries
      SET status = 'delivered', reason = NULL, due_at_ms = :now, crashes = 0,
        claimed_by = NULL, updated_at_ms = :now
      WHERE claimed_by IS NOT NULL AND status IN ('pending', 'retrying')
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
   * @param sequence the event's, where the endpoint is ordered
   * @param claimedBy the node that has a place for it in memory, or null
   */
  record Birth(Claimed delivery, @Nullable Long sequence, @Nullable String claimedBy) {}

  void insert(Tx tx, Event event, List<Birth> births) {
    tx.append(
        INSERT, rows -> births.forEach(birth -> bindBirth(bindEvent(rows, event), birth).add()));
  }

  /** Writes the verdicts and ends the claims; those whose claim was not lost, in their order. */
  List<Result> settle(Tx tx, List<Result> results, Instant now) {
    List<Result> arrived = results.stream().filter(Result::hasArrived).toList();
    List<Result> others = results.stream().filter(result -> !result.hasArrived()).toList();
    Iterator<Integer> ofArrived = Arrays.stream(delivered(tx, arrived, now)).iterator();
    Iterator<Integer> ofOthers = Arrays.stream(settleEach(tx, others, now)).iterator();
    return results.stream()
        .filter(result -> (result.hasArrived() ? ofArrived : ofOthers).next() == 1)
        .toList();
  }

  private static int[] delivered(Tx tx, List<Result> arrived, Instant now) {
    List<Claimed> claims = arrived.stream().map(Result::claimed).toList();
    Map<String, ?> values = Map.of("now", now.toEpochMilli());
    return FenceStore.change(tx, DELIVERED, FenceStore.HELD, claims, values);
  }

  private static int[] settleEach(Tx tx, List<Result> results, Instant now) {
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
    return batch.size() == 0 ? new int[0] : batch.execute();
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
        .bind("sequence", birth.sequence())
        .bind("claimedBy", birth.claimedBy())
        .bind("until", delivery.retryUntil().toEpochMilli());
  }
}
