package dev.tillgate.smtp;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Events as the gateway freezes them. */
final class Purchases {
  private static final JsonMapper MAPPER = new JsonMapper();

  private Purchases() {}

  static byte[] event(Consumer<ObjectNode> change) {
    ObjectNode event = MAPPER.createObjectNode();
    event.put("id", "evt_1").put("type", "order.confirmed");
    event.put("timestamp", "2026-11-23T10:15:31Z").put("sequence", 2);
    ObjectNode order = order();
    event.putObject("data").set("order", order);
    change.accept(order);
    return event.toString().getBytes(StandardCharsets.UTF_8);
  }

  static ObjectNode order() {
    ObjectNode order = MAPPER.createObjectNode();
    order.put("id", "ord_0K4T1HZ5Q8WX").put("object", "order").put("status", "confirmed");
    order.put("amount", 8_497).put("currency", "eur");
    order.put("confirmed_at", "2026-11-22T23:59:59Z");
    item(order, "tea-green", "Green tea, loose leaf, 250 g", 2, 1_299);
    item(order, "pot-cast-iron", "Cast-iron teapot with strainer", 1, 5_400);
    item(order, "card", "Greeting card", 1, 499);
    order.putObject("customer").put("email", "ada@example.com").put("name", "Ada Lovelace");
    return order;
  }

  static void item(ObjectNode order, String sku, String name, long quantity, long unitAmount) {
    order
        .withArray("items")
        .addObject()
        .put("sku", sku)
        .put("name", name)
        .put("quantity", quantity)
        .put("unit_amount", unitAmount);
  }

  static void customer(ObjectNode order, String email, String name) {
    order.putObject("customer").put("email", email).put("name", name);
  }

  static Purchase purchase(Consumer<ObjectNode> change) {
    return Purchase.of(event(change)).orElseThrow();
  }
}
