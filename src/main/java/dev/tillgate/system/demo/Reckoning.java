package dev.tillgate.system.demo;

import dev.tillgate.mockpsp.client.Ledger;
import dev.tillgate.mockpsp.client.MockPspControl;
import dev.tillgate.system.playground.Shop;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Compares everybody's books at the end; what was told must be true. */
final class Reckoning {
  private final Shop shop;
  private final MockPspControl psp;
  private final Audience audience;
  private final Terminal out;

  Reckoning(Shop shop, MockPspControl psp, Audience audience, Terminal out) {
    this.shop = shop;
    this.psp = psp;
    this.audience = audience;
    this.out = out;
  }

  /**
   * Checks these orders, and says what was found right.
   *
   * @throws IllegalStateException naming what is wrong
   */
  void check(List<String> orders) {
    out.chapter("Do all the books agree?");
    money(orders);
    stock(orders);
    news(orders);
  }

  private void money(List<String> orders) {
    long total = 0;
    for (String id : orders) {
      JsonNode order = shop.order(id);
      long owed = isConfirmed(order) ? order.path("amount").asLong() : 0;
      long captured = captured(id);
      require(owed == captured, "order " + id + " owes " + owed + ", captured is " + captured);
      total += captured;
    }
    out.checked(
        "the provider has captured %d.%02d USD, once for each confirmed order"
            .formatted(total / 100, total % 100));
  }

  private long captured(String order) {
    long captured = 0;
    for (Ledger.Intent intent : psp.ledger(order).intents()) {
      require(intent.charges() <= 1, "order " + order + " was charged twice");
      captured += intent.captured();
    }
    return captured;
  }

  private void stock(List<String> orders) {
    JsonNode tea = shop.product("tea-green");
    long sold =
        orders.stream()
            .map(shop::order)
            .filter(Reckoning::isConfirmed)
            .mapToLong(order -> order.at("/items/0/quantity").asLong())
            .sum();
    long stock = tea.path("stock").asLong();
    require(stock == 40 - sold, "40 were there, " + sold + " are sold, and " + stock + " are left");
    out.checked(
        "of 40 bags %d are sold, %d is still set aside for Bob, who may try another card"
            .formatted(sold, tea.path("reserved").asLong()));
  }

  private void news(List<String> orders) {
    int told = 0;
    for (String order : orders) {
      for (JsonNode event : shop.eventsOf(order)) {
        told += told(event);
      }
    }
    audience.members().forEach(Member::requireGenuine);
    out.checked("all five have every event they asked for (" + told + "), each signature verified");
    out.checked(audience.letters().size() + " letters came, each with a receipt that can be read");
  }

  private int told(JsonNode event) {
    List<Member> wanting = audience.wanting(event.path("type").asString());
    for (Member member : wanting) {
      require(
          member.hasTaken(event.path("id").asString()),
          member.name() + " was never told of " + event.path("type").asString());
    }
    return wanting.size();
  }

  private static boolean isConfirmed(JsonNode order) {
    return order.path("status").asString().equals("confirmed");
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise);
    }
  }
}
