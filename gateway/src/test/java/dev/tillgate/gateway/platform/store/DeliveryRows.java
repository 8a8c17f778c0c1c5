package dev.tillgate.gateway.platform.store;

import java.time.Instant;

/** Rows of deliveries by their bare ids, for tests of where they lie and when they go. */
public final class DeliveryRows {
  private DeliveryRows() {}

  /** What deliveries refer to. */
  public static void endpointAndEvent(Database database) {
    database.change(tx -> {
      tx.update(
              """
              INSERT INTO webhook_endpoints (id, url, event_types, headers, retry_waits_ms, status,
                paused_until_ms, created_at_ms, updated_at_ms)
              VALUES ('we_1', 'http://a.test/', '*', '', '1', 'enabled', 0, 0, 0)
              """)
          .execute();
      tx.update(
              """
              INSERT INTO events (id, type, payload, created_at_ms)
              VALUES ('evt_1', 'stock.low', '', 0)
              """)
          .execute();
    });
  }

  /** One that was delivered long ago, at its first attempt. */
  public static void delivered(Database database, String id) {
    insert(database, id, "delivered", Instant.EPOCH);
  }

  /** One that is in that state since then, after one attempt. */
  public static void insert(Database database, String id, String status, Instant since) {
    database.change(tx -> {
      tx.update(
              """
              INSERT INTO deliveries (id, event_id, event_type, endpoint_id, status, claims,
                attempts, due_at_ms, retry_until_ms, created_at_ms, updated_at_ms)
              VALUES (:id, 'evt_1', 'stock.low', 'we_1', :status, 1, 1, 0, 0, 0, :since)
              """)
          .bind("id", id)
          .bind("status", status)
          .bind("since", since.toEpochMilli())
          .execute();
      tx.update(
              """
              INSERT INTO delivery_attempts (delivery_id, number, started_at_ms, latency_ms, outcome)
              VALUES (:id, 1, 0, 0, 'failed')
              """)
          .bind("id", id)
          .execute();
    });
  }
}
