package dev.tillgate.gateway.order;

import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import java.util.List;

/** The table {@code order_timeline}. */
final class TimelineStore {
  private static final String INSERT =
      """
      INSERT INTO order_timeline (order_id, at_ms, kind, text, details)
      VALUES (:orderId, :at, :kind, :text, :details)
      """;

  private static final String OF_ORDER =
      "SELECT * FROM order_timeline WHERE order_id = :orderId ORDER BY position";

  void insert(Tx tx, OrderId id, Entry entry) {
    tx.update(INSERT)
        .bind("orderId", id.value())
        .bind("at", entry.at().toEpochMilli())
        .bind("kind", entry.kind())
        .bind("text", entry.text())
        .bind("details", Json.text(entry.details()))
        .execute();
  }

  List<Entry> ofOrder(Tx tx, OrderId id) {
    return tx.query(OF_ORDER)
        .bind("orderId", id.value())
        .map((row, context) ->
            new Entry(
                Instant.ofEpochMilli(row.getLong("at_ms")),
                row.getString("kind"),
                row.getString("text"),
                Json.parse(row.getString("details"))))
        .list();
  }
}
