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

  private static final String HELD =
      "SELECT sku, quantity FROM reservations WHERE order_id = :orderId AND status = 'held'";

  private static final String END =
      "UPDATE reservations SET status = :status WHERE order_id = :orderId AND status = 'held'";

  void insert(Tx tx, String orderId, Line line) {
    tx.update(INSERT)
        .bind("orderId", orderId)
        .bind("sku", line.sku().value())
        .bind("quantity", line.quantity())
        .execute();
  }

  List<Line> held(Tx tx, String orderId) {
    return tx.query(HELD)
        .bind("orderId", orderId)
        .map((row, context) -> new Line(new Sku(row.getString("sku")), row.getLong("quantity")))
        .list();
  }

  /** Ends the order's held reservations; a repetition finds none. */
  void end(Tx tx, String orderId, String status) {
    tx.update(END).bind("status", status).bind("orderId", orderId).execute();
  }
}
