package dev.tillgate.gateway.verify;

import java.util.List;

/** What holds for the table {@code refunds}, and for what it makes of payments and orders. */
final class RefundInvariants {
  private static final Invariant DUE =
      new Invariant(
          "refund.due",
          "a refund on its way has a time when it is looked at again",
          "SELECT id, due_at_ms IS NOT NULL AS holds FROM refunds WHERE status IN "
              + Words.REFUND_OPEN);

  private static final Invariant CAPTURED =
      new Invariant(
          "refund.captured",
          "what went back of a payment is not more than it brought",
          """
          SELECT payment_id AS id,
            SUM(CASE WHEN status = 'succeeded' THEN amount ELSE 0 END) <= MAX(captured) AS holds
          FROM refunds GROUP BY payment_id
          """);

  private static final Invariant PAYMENT =
      new Invariant(
          "refund.payment",
          "a payment stands as its refunds say",
          """
          SELECT p.id, p.status = CASE
            WHEN COALESCE(r.open, 0) > 0 THEN 'refund_pending'
            WHEN COALESCE(r.back, 0) = 0 THEN 'refund_failed'
            WHEN r.back < COALESCE(p.received, p.amount) THEN 'partially_refunded'
            ELSE 'refunded' END
            AND r.payment_id IS NOT NULL AS holds
          FROM payments p LEFT JOIN (SELECT payment_id,
              SUM(CASE WHEN status IN %s THEN 1 ELSE 0 END) AS open,
              SUM(CASE WHEN status = 'succeeded' THEN amount ELSE 0 END) AS back
            FROM refunds GROUP BY payment_id) r ON r.payment_id = p.id
          WHERE (r.payment_id IS NOT NULL AND p.status <> 'needs_review')
            OR p.status IN ('refund_pending', 'partially_refunded', 'refunded', 'refund_failed')
          """
              .formatted(Words.REFUND_OPEN));

  // A shopper who paid twice gets the second payment back first: that is not the order's.
  private static final Invariant ORDER =
      new Invariant(
          "order.refunded",
          "what an order says went back did, and its state says the same",
          """
          SELECT s.id, s.refunded = CASE
            WHEN s.back <= s.surplus THEN 0
            WHEN s.back - s.surplus > s.amount THEN s.amount
            ELSE s.back - s.surplus END
            AND CASE s.status
              WHEN 'confirmed' THEN s.refunded = 0
              WHEN 'partially_refunded' THEN s.refunded > 0 AND s.refunded < s.amount
              WHEN 'refunded' THEN s.refunded = s.amount OR s.refunded = s.captured OR s.under_way
              ELSE TRUE END AS holds
          FROM (SELECT o.id, o.status, o.amount, o.amount_refunded AS refunded,
              COALESCE(SUM(m.back), 0) AS back,
              COALESCE(SUM(m.open), 0) > 0 AS under_way,
              COALESCE(SUM(m.captured), 0) AS captured,
              CASE WHEN COALESCE(SUM(m.captured), 0) > o.amount
                THEN SUM(m.captured) - o.amount ELSE 0 END AS surplus
            FROM orders o LEFT JOIN (SELECT p.order_id,
                COALESCE(SUM(CASE WHEN r.status = 'succeeded' THEN r.amount END), 0) AS back,
                SUM(CASE WHEN r.status IN %s THEN 1 ELSE 0 END) AS open,
                CASE WHEN p.status IN %s OR SUM(CASE WHEN r.status = 'succeeded' THEN 1 END) > 0
                  THEN COALESCE(p.received, p.amount) ELSE 0 END AS captured
              FROM payments p LEFT JOIN refunds r ON r.payment_id = p.id
              GROUP BY p.id, p.order_id, p.status, p.amount, p.received) m ON m.order_id = o.id
            GROUP BY o.id, o.status, o.amount, o.amount_refunded) s
          """
              .formatted(Words.REFUND_OPEN, Words.PAYMENT_CAPTURED));

  static final List<Invariant> ALL = List.of(DUE, CAPTURED, PAYMENT, ORDER);

  private RefundInvariants() {}
}
