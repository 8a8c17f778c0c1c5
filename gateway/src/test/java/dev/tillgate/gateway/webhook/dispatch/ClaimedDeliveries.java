package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.delivery.DeliveryId;
import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.event.EventId;
import java.time.Instant;
import java.util.stream.IntStream;

/**
 * Deliveries of one event to one endpoint, {@code dlv_0} and on, each claimed once and not begun.
 */
final class ClaimedDeliveries {
  private static final String ENDPOINT =
      """
      INSERT INTO webhook_endpoints (id, url, event_types, headers, retry_waits_ms, status,
        paused_until_ms, created_at_ms, updated_at_ms)
      VALUES ('we_1', 'http://a.test/', '*', :none, '', 'enabled', 0, 0, 0)
      """;
  private static final String EVENT =
      "INSERT INTO events (id, type, payload, created_at_ms) VALUES ('evt_1', 'a.b', :none, 0)";
  private static final String DELIVERY =
      """
      INSERT INTO deliveries (id, event_id, event_type, endpoint_id, status, claims, attempts,
        claimed_by, due_at_ms, retry_until_ms, created_at_ms, updated_at_ms)
      VALUES (:id, 'evt_1', 'a.b', 'we_1', 'pending', 1, 0, 'node_1', 0, 0, 0, 0)
      """;

  private ClaimedDeliveries() {}

  static void insert(Tx tx, int many) {
    tx.update(ENDPOINT).bind("none", new byte[0]).execute();
    tx.update(EVENT).bind("none", new byte[0]).execute();
    IntStream.range(0, many).forEach(i -> tx.update(DELIVERY).bind("id", "dlv_" + i).execute());
  }

  /** As a process has it that claimed it so often. */
  static Claimed claimed(int number, int claims) {
    return new Claimed(
        new Claimed.Keys(
            new DeliveryId("dlv_" + number), new EventId("evt_1"), "a.b", new EndpointId("we_1")),
        new byte[0],
        claims,
        new Claimed.Count(0, false, 0, false),
        Instant.EPOCH,
        Instant.EPOCH);
  }
}
