package dev.tillgate.gateway.verify;

import java.util.List;

/** What holds for the tables {@code products} and {@code reservations}. */
final class StockInvariants {
  private static final Invariant RESERVED =
      new Invariant(
          "stock.reserved",
          "what a product has reserved is the sum of what orders hold of it",
          """
          SELECT p.sku AS id,
            p.stock >= 0 AND p.reserved = COALESCE(h.quantity, 0) AS holds
          FROM products p LEFT JOIN (SELECT sku, SUM(quantity) AS quantity FROM reservations
            WHERE status = 'held' GROUP BY sku) h ON h.sku = p.sku
          """);

  private static final Invariant LINES =
      new Invariant(
          "stock.lines",
          "every line of an order set exactly its pieces aside",
          """
          SELECT COALESCE(l.order_id, r.order_id) || ' ' || COALESCE(l.sku, r.sku) AS id,
            l.quantity = r.quantity AS holds
          FROM (SELECT order_id, sku, SUM(quantity) AS quantity
            FROM order_lines GROUP BY order_id, sku) l
          FULL JOIN reservations r ON r.order_id = l.order_id AND r.sku = l.sku
          """);

  private static final Invariant KEPT =
      new Invariant(
          "stock.committed",
          "stock is held for an open order, taken for a confirmed one, free after an expired one",
          """
          SELECT r.order_id || ' ' || r.sku AS id, CASE
            WHEN o.status IN ('pending', 'requires_action', 'payment_failed', 'expiring')
              THEN r.status = 'held'
            WHEN o.status IN ('confirmed', 'partially_refunded') THEN r.status = 'committed'
            WHEN o.status = 'expired' THEN r.status = 'released'
            WHEN o.status = 'canceled' THEN r.status <> 'held'
            ELSE TRUE END AS holds
          FROM reservations r JOIN orders o ON o.id = r.order_id
          """);

  static final List<Invariant> ALL = List.of(RESERVED, LINES, KEPT);

  private StockInvariants() {}
}
