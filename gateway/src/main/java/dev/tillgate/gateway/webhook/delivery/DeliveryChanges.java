package dev.tillgate.gateway.webhook.delivery;

import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.endpoint.Alignment;
import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.endpoint.OpenDeliveries;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What operators do to rows of {@code deliveries}. Claimed rows are left to their holder, who looks
 * at the endpoint again when it settles or gives back; so no send loses its attempt.
 */
public final class DeliveryChanges implements OpenDeliveries {
  /** What one transaction changes: a few milliseconds of the only writer's time. */
  private static final int BATCH_MAX = 1_000;

  private static final String PARK =
      """
      UPDATE deliveries SET status = 'parked', reason = :reason, updated_at_ms = :now
      WHERE id IN (SELECT id FROM deliveries
        WHERE endpoint_id = :endpoint AND status IN ('pending', 'retrying')
          AND claimed_by IS NULL LIMIT :most)
      """;

  private static final String PARKED =
      """
      SELECT id FROM deliveries
      WHERE endpoint_id = :endpoint AND status = 'parked' AND id > :after
      ORDER BY id LIMIT :most
      """;

  private static final String RELEASE =
      """
      UPDATE deliveries
      SET status = CASE attempts WHEN 0 THEN 'pending' ELSE 'retrying' END, reason = NULL,
        due_at_ms = :now, retry_until_ms = retry_until_ms + :now - updated_at_ms,
        updated_at_ms = :now
      WHERE endpoint_id = :endpoint AND status = 'parked' AND id > :after AND id <= :upTo
      """;

  private static final String CANCEL =
      """
      UPDATE deliveries
      SET status = 'canceled', reason = 'the endpoint was deleted', updated_at_ms = :now
      WHERE id IN (SELECT id FROM deliveries
        WHERE endpoint_id = :endpoint AND status IN (%s)
          AND claimed_by IS NULL LIMIT :most)
      """;

  private static final String CANCEL_OPEN = CANCEL.formatted("'pending', 'retrying'");
  private static final String CANCEL_PARKED = CANCEL.formatted("'parked'");

  private static final String RETRY_NOW =
      """
      UPDATE deliveries
      SET due_at_ms = :now, reason = NULL, updated_at_ms = :now, asked = 1,
        retry_until_ms = retry_until_ms + CASE
          WHEN status = 'parked' THEN :now - updated_at_ms
          WHEN status IN ('pending', 'retrying') AND due_at_ms < :now THEN :now - due_at_ms
          ELSE 0 END,
        status = CASE
          WHEN status = 'dead' OR attempts = 0 THEN 'pending' ELSE 'retrying' END
      WHERE id = :id AND claimed_by IS NULL
        AND status IN ('pending', 'retrying', 'parked', 'dead')
      """;

  private static final String GIVE_UP =
      """
      UPDATE deliveries
      SET status = 'canceled', reason = 'deleted by an operator', updated_at_ms = :now
      WHERE id = :id AND status IN ('parked', 'dead')
      """;

  private final InstantSource clock;

  public DeliveryChanges(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Optional<String> align(Tx tx, Alignment alignment) {
    return switch (alignment.status()) {
      case DISABLED -> rest(alignment, park(tx, alignment));
      case ENABLED -> release(tx, alignment);
      case DELETED -> rest(alignment, cancel(tx, alignment.endpoint()));
    };
  }

  /** What has changed is found no more: the next batch is where this one was. */
  private static Optional<String> rest(Alignment alignment, int changed) {
    return changed < BATCH_MAX ? Optional.empty() : Optional.of(alignment.place());
  }

  private int park(Tx tx, Alignment alignment) {
    return tx.update(PARK)
        .bind("endpoint", alignment.endpoint().value())
        .bind("reason", alignment.reason())
        .bind("now", clock.millis())
        .bind("most", BATCH_MAX)
        .execute();
  }

  /** Each once: what is parked again since, for a reason of its own, stays so. */
  private Optional<String> release(Tx tx, Alignment alignment) {
    List<String> parked =
        tx.query(PARKED)
            .bind("endpoint", alignment.endpoint().value())
            .bind("after", alignment.place())
            .bind("most", BATCH_MAX)
            .mapTo(String.class)
            .list();
    if (!parked.isEmpty()) {
      tx.update(RELEASE)
          .bind("endpoint", alignment.endpoint().value())
          .bind("after", alignment.place())
          .bind("upTo", parked.getLast())
          .bind("now", clock.millis())
          .execute();
    }
    return parked.size() < BATCH_MAX ? Optional.empty() : Optional.of(parked.getLast());
  }

  private int cancel(Tx tx, EndpointId endpoint) {
    int open = cancel(tx, CANCEL_OPEN, endpoint, BATCH_MAX);
    return open + cancel(tx, CANCEL_PARKED, endpoint, BATCH_MAX - open);
  }

  private int cancel(Tx tx, String sql, EndpointId endpoint, int most) {
    return tx.update(sql)
        .bind("endpoint", endpoint.value())
        .bind("now", clock.millis())
        .bind("most", most)
        .execute();
  }

  /**
   * Makes it due now, once, and past an open breaker: its one due time is moved, none is added.
   * What it waited beyond that time or parked does not count against its schedule.
   *
   * @return false when it is claimed, or delivered or canceled
   */
  public boolean retryNow(Tx tx, DeliveryId id, Instant now) {
    return tx.update(RETRY_NOW).bind("id", id.value()).bind("now", now.toEpochMilli()).execute()
        == 1;
  }

  /**
   * Ends one that waits for a person: it is no dead letter any more. Its attempts stay to be read
   * until they have outlived their use.
   *
   * @return false when it is not parked or dead
   */
  public boolean giveUp(Tx tx, DeliveryId id) {
    return tx.update(GIVE_UP).bind("id", id.value()).bind("now", clock.millis()).execute() == 1;
  }
}
