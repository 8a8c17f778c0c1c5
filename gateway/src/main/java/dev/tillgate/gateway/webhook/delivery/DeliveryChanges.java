package dev.tillgate.gateway.webhook.delivery;

import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.endpoint.OpenDeliveries;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What operators do to rows of {@code deliveries}. Claimed rows are left to their holder, who looks
 * at the endpoint again when it settles or gives back; so no send loses its attempt.
 */
public final class DeliveryChanges implements OpenDeliveries {
  private static final String PARK =
      """
      UPDATE deliveries SET status = 'parked', reason = :reason, updated_at_ms = :now
      WHERE endpoint_id = :endpoint AND status IN ('pending', 'retrying')
        AND claimed_by IS NULL
      """;

  private static final String RELEASE =
      """
      UPDATE deliveries
      SET status = CASE attempts WHEN 0 THEN 'pending' ELSE 'retrying' END, reason = NULL,
        due_at_ms = :now, retry_until_ms = retry_until_ms + :now - updated_at_ms,
        updated_at_ms = :now
      WHERE endpoint_id = :endpoint AND status = 'parked'
      """;

  private static final String CANCEL =
      """
      UPDATE deliveries
      SET status = 'canceled', reason = 'the endpoint was deleted', updated_at_ms = :now
      WHERE endpoint_id = :endpoint AND status IN ('pending', 'retrying', 'parked')
        AND claimed_by IS NULL
      """;

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
  public void park(Tx tx, EndpointId endpoint, String reason) {
    tx.update(PARK)
        .bind("endpoint", endpoint.value())
        .bind("reason", reason)
        .bind("now", clock.millis())
        .execute();
  }

  @Override
  public void release(Tx tx, EndpointId endpoint) {
    tx.update(RELEASE).bind("endpoint", endpoint.value()).bind("now", clock.millis()).execute();
  }

  @Override
  public void cancel(Tx tx, EndpointId endpoint) {
    tx.update(CANCEL).bind("endpoint", endpoint.value()).bind("now", clock.millis()).execute();
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
