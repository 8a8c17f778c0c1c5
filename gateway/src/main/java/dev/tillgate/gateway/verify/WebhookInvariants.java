package dev.tillgate.gateway.verify;

import java.util.List;

/** What holds for the tables {@code events}, {@code deliveries} and {@code delivery_attempts}. */
final class WebhookInvariants {
  private static final Invariant SEQUENCE =
      new Invariant(
          "event.sequence",
          "the events of an order are numbered from 1, or on from those that were removed for their"
              + " age, without holes",
          """
          SELECT e.order_id AS id, COUNT(DISTINCT e.sequence) = COUNT(*) AND MIN(e.sequence) >= 1
            AND COUNT(*) FILTER (WHERE e.sequence > COALESCE(r.sequence, 0))
              = CASE WHEN MAX(e.sequence) > COALESCE(r.sequence, 0)
                THEN MAX(e.sequence) - COALESCE(r.sequence, 0) ELSE 0 END AS holds
          FROM events e LEFT JOIN removed_sequences r ON r.order_id = e.order_id
          WHERE e.order_id IS NOT NULL GROUP BY e.order_id, r.sequence
          """);

  // Of an endpoint that was changed since, the store no longer knows what it wanted then; of an old
  // event, whether its delivery was removed for its age.
  private static final Invariant FANNED_OUT =
      new Invariant(
          "delivery.fanned-out",
          "an event has one delivery for each endpoint that wanted it, where the store can tell",
          """
          SELECT e.id || ' ' || w.id AS id, (SELECT COUNT(*) FROM deliveries d
            WHERE d.event_id = e.id AND d.endpoint_id = w.id) >= 1 AS holds
          FROM events e JOIN webhook_endpoints w
            ON w.status = 'enabled' AND w.updated_at_ms < e.created_at_ms
            AND e.created_at_ms >= (SELECT deliveries_since_ms FROM retention)
            AND EXISTS (SELECT 1 FROM webhook_endpoint_types t
              WHERE t.endpoint_id = w.id AND e.type LIKE t.pattern ESCAPE '!')
          """);

  private static final Invariant STATE =
      new Invariant(
          "delivery.state",
          "a delivery is in one state: delivered if and only if an attempt says so, claimed only open",
          """
          SELECT d.id,
            d.status IN ('pending', 'retrying', 'delivered', 'parked', 'dead', 'canceled')
            AND (d.claimed_by IS NULL OR d.status IN ('pending', 'retrying'))
            AND (d.status = 'delivered') = EXISTS (SELECT 1 FROM delivery_attempts a
              WHERE a.delivery_id = d.id AND a.outcome = 'delivered') AS holds
          FROM deliveries d
          """);

  private static final Invariant ATTEMPTS =
      new Invariant(
          "delivery.attempts",
          "attempts are numbered from 1 without holes, and only one under way is not written yet",
          """
          SELECT d.id, COALESCE(MAX(a.number), 0) = COUNT(a.number)
            AND d.attempts - COUNT(a.number)
              IN (0, CASE WHEN d.claimed_by IS NULL THEN 0 ELSE 1 END) AS holds
          FROM deliveries d LEFT JOIN delivery_attempts a ON a.delivery_id = d.id GROUP BY d.id
          """);

  static final List<Invariant> ALL = List.of(SEQUENCE, FANNED_OUT, STATE, ATTEMPTS);

  private WebhookInvariants() {}
}
