package dev.tillgate.gateway.order;

import dev.tillgate.gateway.platform.http.Json;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An order as the API and the events show it. */
final class OrderJson {
  private OrderJson() {}

  static ObjectNode render(Order order, Optional<PaymentView> payment) {
    Order.Progress progress = order.progress();
    ObjectNode json = Json.object();
    json.put("id", order.id().value());
    json.put("object", "order");
    json.put("status", order.state().word());
    json.put("amount", order.basket().amountMinor());
    json.put("currency", order.basket().currency());
    json.put("amount_refunded", progress.amountRefundedMinor());
    json.set("items", items(order));
    json.set("customer", customer(order));
    json.put("cart_id", order.buyer().cartId().orElse(null));
    json.set("metadata", metadata(order));
    json.put("version", progress.version());
    json.set("payment", payment.map(PaymentView::json).orElse(null));
    json.put("created_at", Json.time(progress.createdAt()));
    json.put("expires_at", Json.time(progress.expiresAt()));
    json.put("confirmed_at", Json.timeOrNull(progress.confirmedAt().orElse(null)));
    json.put("updated_at", Json.time(progress.updatedAt()));
    return json;
  }

  static ArrayNode items(Order order) {
    ArrayNode items = Json.array();
    for (Order.Item item : order.basket().items()) {
      items
          .addObject()
          .put("sku", item.sku())
          .put("name", item.name())
          .put("quantity", item.quantity())
          .put("unit_amount", item.unitAmountMinor());
    }
    return items;
  }

  static ObjectNode metadata(Order order) {
    ObjectNode metadata = Json.object();
    order.buyer().metadata().forEach(metadata::put);
    return metadata;
  }

  private static ObjectNode customer(Order order) {
    return Json.object()
        .put("email", order.buyer().email())
        .put("name", order.buyer().name().orElse(null));
  }
}
