package dev.tillgate.smtp;

import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a letter tells of an order, from an event's snapshot; every text one plain line.
 *
 * @param date when it was confirmed, {@code 2026-11-23} in UTC
 * @param email as the shopper gave it; perhaps no address
 * @param name empty when none was given
 */
record Purchase(
    String orderId, String date, String email, String name, Money total, List<Item> items) {
  /** To try templates on. */
  static final Purchase SAMPLE =
      new Purchase(
          "ord_sample",
          "2026-01-31",
          "ada@example.com",
          "Ada",
          new Money(1_299, "usd"),
          List.of(Item.of("tea-green", "Green tea", 1, new Money(1_299, "usd"))));

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int DATE_LENGTH = 10;

  /** One line of it. */
  record Item(String sku, String name, long quantity, Money unitPrice, Money amount) {
    static Item of(String sku, String name, long quantity, Money unitPrice) {
      return new Item(sku, name, quantity, unitPrice, unitPrice.times(quantity));
    }
  }

  Purchase {
    items = List.copyOf(items);
  }

  /** The order in the event; empty when there is none with an amount and items. */
  static Optional<Purchase> of(byte[] payload) {
    try {
      JsonNode event = MAPPER.readTree(payload);
      JsonNode order = event.at("/data/order");
      return order.path("amount").isIntegralNumber() && order.path("items").isArray()
          ? Optional.of(read(order, event.path("timestamp").asString("")))
          : Optional.empty();
    } catch (JacksonException | IllegalArgumentException | ArithmeticException noOrder) {
      return Optional.empty();
    }
  }

  /** Whether it is a trial somebody made by hand, about no order. */
  static boolean isTrial(byte[] payload) {
    try {
      return MAPPER.readTree(payload).at("/data/sample").asBoolean(false);
    } catch (JacksonException noJson) {
      return false;
    }
  }

  private static Purchase read(JsonNode order, String published) {
    String currency = text(order, "currency");
    String confirmed = text(order, "confirmed_at");
    return new Purchase(
        text(order, "id"),
        date(confirmed.isEmpty() ? published : confirmed),
        order.at("/customer/email").asString(""), // As it is: cleaning could make another address.
        Plain.line(order.at("/customer/name").asString("")),
        new Money(order.path("amount").asLong(), currency),
        order.path("items").valueStream().map(item -> item(item, currency)).toList());
  }

  private static Item item(JsonNode item, String currency) {
    return Item.of(
        text(item, "sku"),
        text(item, "name"),
        item.path("quantity").asLong(),
        new Money(item.path("unit_amount").asLong(), currency));
  }

  private static String date(String time) {
    return time.substring(0, Math.min(DATE_LENGTH, time.length()));
  }

  private static String text(JsonNode node, String field) {
    return Plain.line(node.path(field).asString(""));
  }
}
