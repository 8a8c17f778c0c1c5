package dev.tillgate.system.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.store.engine.Stores;
import dev.tillgate.gateway.verify.Report;
import dev.tillgate.gateway.verify.StripeBooks;
import dev.tillgate.gateway.verify.Verification;
import dev.tillgate.mockpsp.client.Ledger;
import dev.tillgate.mockpsp.client.MockPspControl;
import dev.tillgate.system.playground.Shop;
import dev.tillgate.system.playground.Wiring;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The oracle: after every scenario the shop's books, the provider's and the shelf must agree. */
public final class Books {
  private static final Set<String> PAID = Set.of("confirmed", "partially_refunded", "refunded");
  private static final Set<String> HOLDING = Set.of("pending", "requires_action", "payment_failed");

  private final Shop shop;
  private final MockPspControl psp;
  private final Wiring wiring;

  Books(Shop shop, MockPspControl psp, Wiring wiring) {
    this.shop = shop;
    this.psp = psp;
    this.wiring = wiring;
  }

  /** Everything that must hold for every order, and for the one product there was so much of. */
  public void agree(int stockAtFirst) {
    verified();
    List<JsonNode> orders = shop.orders();
    orders.forEach(this::chargedOnce);
    stockAgrees(orders, stockAtFirst);
    everyCallWasExecutedOnce();
  }

  /** How often the provider took money for the order. */
  public int charges(String order) {
    return psp.ledger(order).intents().stream().mapToInt(Ledger.Intent::charges).sum();
  }

  /** Every invariant of the store, and the provider's books beside it: what the command checks. */
  public void verified() {
    Verification verification =
        new Verification(Stores.snapshot(wiring.store()), Clock.systemUTC());
    Report report = verification.against(new StripeBooks(wiring.pspUrl(), Wiring.PSP_KEY));
    assertThat(report.violations()).isEmpty();
  }

  private void chargedOnce(JsonNode order) {
    assertThat(charges(id(order)))
        .as("charges for %s order %s", status(order), id(order))
        .isEqualTo(PAID.contains(status(order)) ? 1 : 0);
  }

  private void stockAgrees(List<JsonNode> orders, int stockAtFirst) {
    Map<Boolean, Long> quantities = new HashMap<>();
    for (JsonNode order : orders) {
      if (PAID.contains(status(order)) || HOLDING.contains(status(order))) {
        long quantity = order.at("/items/0/quantity").asLong();
        quantities.merge(PAID.contains(status(order)), quantity, Long::sum);
      }
    }
    JsonNode product = shop.product(Stage.TEA);
    assertThat(product.path("stock").asLong())
        .as("stock left")
        .isEqualTo(stockAtFirst - quantities.getOrDefault(true, 0L));
    assertThat(product.path("reserved").asLong())
        .as("stock set aside")
        .isEqualTo(quantities.getOrDefault(false, 0L));
  }

  private void everyCallWasExecutedOnce() {
    assertThat(psp.ledger().keys())
        .allSatisfy(key -> assertThat(key.executions()).isLessThanOrEqualTo(1));
  }

  /** The types of the order's events, oldest first. */
  public List<String> types(String order) {
    return shop.eventsOf(order).stream().map(event -> event.path("type").asString()).toList();
  }

  private static String id(JsonNode order) {
    return order.path("id").asString();
  }

  private static String status(JsonNode order) {
    return order.path("status").asString();
  }
}
