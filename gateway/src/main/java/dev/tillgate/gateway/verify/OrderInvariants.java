package dev.tillgate.gateway.verify;

import java.util.List;

/** What holds for the tables {@code orders} and {@code order_finishes}. */
final class OrderInvariants {
  private static final Invariant ACCEPTED =
      new Invariant(
          "order.accepted",
          "every order that was accepted is there, in one known state, announced first and once"
              + " where its events were not removed for their age",
          """
          SELECT a.id,
            EXISTS (SELECT 1 FROM orders o WHERE o.id = a.id AND o.status IN %s)
            AND (EXISTS (SELECT 1 FROM removed_sequences r WHERE r.order_id = a.id)
              OR ((SELECT COUNT(*) FROM events e
                WHERE e.order_id = a.id AND e.type = 'order.placed') = 1
              AND (SELECT e.type FROM events e
                WHERE e.order_id = a.id AND e.sequence = 1) = 'order.placed')) AS holds
          FROM (SELECT id FROM orders
            UNION SELECT order_id FROM events WHERE type = 'order.placed') a
          """
              .formatted(Words.ORDER));

  private static final Invariant ATTENDED =
      new Invariant(
          "order.attended",
          "an order on its way has a payment that is open or comes due, or money on its way back",
          """
          SELECT o.id, EXISTS (SELECT 1 FROM payments p WHERE p.order_id = o.id
            AND (p.status IN %s OR p.due_at_ms IS NOT NULL))
            OR EXISTS (SELECT 1 FROM refunds r WHERE r.order_id = o.id
              AND r.due_at_ms IS NOT NULL) AS holds
          FROM orders o WHERE o.status IN %s
          """
              .formatted(Words.PAYMENT_OPEN, Words.ORDER_IN_BETWEEN));

  private static final Invariant TOTAL =
      new Invariant(
          "order.total",
          "the amount is the sum of the lines",
          """
          SELECT o.id, o.amount = (SELECT SUM(l.quantity * l.unit_amount) FROM order_lines l
            WHERE l.order_id = o.id) AS holds
          FROM orders o
          """);

  private static final Invariant CONFIRMED =
      new Invariant(
          "order.confirmed",
          "a confirmed order has its finish and its time, an unpaid one has neither",
          """
          SELECT o.id, CASE
            WHEN o.status = 'confirmed' THEN f.at_ms IS NOT NULL AND o.confirmed_at_ms IS NOT NULL
            WHEN o.status IN ('pending', 'requires_action', 'payment_failed', 'expiring', 'expired')
              THEN f.at_ms IS NULL AND o.confirmed_at_ms IS NULL
            ELSE (f.at_ms IS NULL) = (o.confirmed_at_ms IS NULL) END AS holds
          FROM orders o LEFT JOIN order_finishes f ON f.order_id = o.id AND f.finish = 'confirmed'
          """);

  private static final Invariant TOLD_ONCE =
      new Invariant(
          "order.told-once",
          "an order that finished has one order.confirmed, or had until its events were removed for"
              + " their age; any other has none",
          """
          WITH told AS (SELECT o.id,
            (SELECT COUNT(*) FROM events e
              WHERE e.order_id = o.id AND e.type = 'order.confirmed') AS times,
            CASE WHEN EXISTS (SELECT 1 FROM order_finishes f
              WHERE f.order_id = o.id AND f.finish = 'confirmed') THEN 1 ELSE 0 END AS finished,
            EXISTS (SELECT 1 FROM removed_sequences r WHERE r.order_id = o.id) AS aged
            FROM orders o)
          SELECT id, times = finished OR (aged AND times < finished) AS holds FROM told
          """);

  private static final Invariant FINISHED_ONCE =
      new Invariant(
          "order.finished-once",
          "an order finishes once",
          "SELECT order_id AS id, COUNT(*) = 1 AS holds FROM order_finishes GROUP BY order_id, finish");

  private static final Invariant PAID =
      new Invariant(
          "order.paid",
          "a confirmed order has a payment that brought money",
          """
          SELECT o.id, EXISTS (SELECT 1 FROM payments p WHERE p.order_id = o.id
            AND p.status IN ('succeeded', 'refund_pending', 'partially_refunded', 'refund_failed',
              'needs_review')) AS holds
          FROM orders o WHERE o.status IN ('confirmed', 'partially_refunded')
          """);

  static final List<Invariant> ALL =
      List.of(ACCEPTED, ATTENDED, TOTAL, CONFIRMED, TOLD_ONCE, FINISHED_ONCE, PAID);

  private OrderInvariants() {}
}
