package dev.tillgate.gateway.catalog;

import dev.tillgate.gateway.platform.store.Tx;
import java.util.List;

/** The table {@code reservations}. */
final class ReservationStore {
  private static final String INSERT =
      """
      INSERT INTO reservations (order_id, sku, quantity, status)
      VALUES (:orderId, :sku, :quantity, 'held')
      """;

  private static final String IN =
      "SELECT sku, quantity FROM reservations WHERE order_id = :orderId AND status = :status";

  private static final String MOVE =
      "UPDATE reservations SET status = :to WHERE order_id = :orderId AND status = :from";

  void insert(Tx tx, String orderId, Line line) {
    tx.update(INSERT)
        .bind("orderId", orderId)
        .bind("sku", line.sku().value())
        .bind("quantity", line.quantity())
        .execute();
  }

  /** The order's lines in this status. */
  List<Line> in(Tx tx, String orderId, String status) {
    return tx.query(IN)
        .bind("orderId", orderId)
        .bind("status", status)
        .map((row, context) -> new Line(new Sku(row.getString("sku")), row.getLong("quantity")))
        .list();
  }

  /** Moves the order's lines from one status to the other; a repetition finds none. */
  void move(Tx tx, String orderId, String from, String to) {
    tx.update(MOVE).bind("orderId", orderId).bind("from", from).bind("to", to).execute();
  }
}
