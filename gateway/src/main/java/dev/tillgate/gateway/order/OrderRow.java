package dev.tillgate.gateway.order;

import dev.tillgate.gateway.platform.http.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** How a row of {@code orders} reads. */
final class OrderRow {
  private OrderRow() {}

  static Order map(ResultSet row, StatementContext context) throws SQLException {
    return new Order(
        new OrderId(row.getString("id")),
        OrderState.of(row.getString("status")),
        basket(row),
        buyer(row),
        progress(row));
  }

  private static Order.Basket basket(ResultSet row) throws SQLException {
    return new Order.Basket(
        items(row.getString("items")), row.getLong("amount"), row.getString("currency"));
  }

  private static Order.Buyer buyer(ResultSet row) throws SQLException {
    return new Order.Buyer(
        row.getString("email"),
        Optional.ofNullable(row.getString("customer_name")),
        Optional.ofNullable(row.getString("cart_id")),
        metadata(row.getString("metadata")));
  }

  private static Order.Progress progress(ResultSet row) throws SQLException {
    long confirmedAt = row.getLong("confirmed_at_ms");
    return new Order.Progress(
        row.getInt("version"),
        row.getLong("amount_refunded"),
        Instant.ofEpochMilli(row.getLong("created_at_ms")),
        Instant.ofEpochMilli(row.getLong("expires_at_ms")),
        Instant.ofEpochMilli(row.getLong("updated_at_ms")),
        confirmedAt == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(confirmedAt)));
  }

  private static List<Order.Item> items(String json) {
    List<Order.Item> items = new ArrayList<>();
    Json.parse(json)
        .forEach(item ->
            items.add(
                new Order.Item(
                    item.get("sku").asString(),
                    item.get("name").asString(),
                    item.get("quantity").asLong(),
                    item.get("unit_amount").asLong())));
    return items;
  }

  private static Map<String, String> metadata(String json) {
    Map<String, String> metadata = new LinkedHashMap<>();
    Json.parse(json)
        .properties()
        .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asString()));
    return metadata;
  }
}
