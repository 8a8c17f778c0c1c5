package dev.tillgate.gateway;

import dev.tillgate.gateway.catalog.Catalog;
import dev.tillgate.gateway.catalog.Line;
import dev.tillgate.gateway.catalog.Product;
import dev.tillgate.gateway.catalog.Sku;
import dev.tillgate.gateway.catalog.Stock;
import dev.tillgate.gateway.order.LowStock;
import dev.tillgate.gateway.order.Order;
import dev.tillgate.gateway.order.OrderId;
import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.order.Timeline;
import dev.tillgate.gateway.order.Waits;
import dev.tillgate.gateway.payment.PaymentViews;
import dev.tillgate.gateway.platform.Alarm;
import dev.tillgate.gateway.platform.Ambient;
import dev.tillgate.gateway.platform.SecretBox;
import dev.tillgate.gateway.platform.SteppedClock;
import dev.tillgate.gateway.platform.metrics.Metrics;
import dev.tillgate.gateway.platform.node.TestNode;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.TestStore;
import dev.tillgate.gateway.webhook.WebhookSettings;
import dev.tillgate.gateway.webhook.Webhooks;
import dev.tillgate.gateway.webhook.dispatch.DeliverySettings;
import dev.tillgate.gateway.webhook.dispatch.Surroundings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/** Everything below the payments on a real SQLite file, with a stepped clock and seeded chance. */
public final class Shop implements AutoCloseable {
  public static final Sku TEA = new Sku("tea-green");
  public static final long TEA_PRICE = 1_299;
  public static final Duration ORDER_TTL = Duration.ofMinutes(30);

  public final SteppedClock clock = new SteppedClock();
  public final Ambient ambient = new Ambient(clock, new Random(42));
  public final Metrics metrics = new Metrics();
  public final Database database;
  public final Webhooks webhooks;
  public final Catalog catalog = new Catalog(clock);
  public final Stock stock = new Stock();
  public final Waits waits = new Waits(clock);
  public final Timeline timeline;
  public final Orders orders;

  /** A shop that sells ten packets of green tea. */
  public Shop(Path directory) {
    database = TestStore.in(directory);
    webhooks =
        new Webhooks(
            database,
            new SecretBox(new byte[SecretBox.KEY_BYTES], new Random(7)),
            new WebhookSettings(DeliverySettings.DEFAULT, Duration.ofSeconds(5), true, Set::of),
            new Surroundings(
                clock,
                ambient.chance(),
                ambient.ids(),
                metrics,
                TestNode.joined(database, ambient)));
    timeline = new Timeline(new PaymentViews(new Alarm(clock)), webhooks.eventLog());
    orders =
        new Orders(
            timeline, stock, webhooks.outbox(), new LowStock(webhooks.outbox(), 0), waits, clock);
    sell(TEA, 10);
  }

  public void sell(Sku sku, long pieces) {
    Product product = new Product(sku, sku.value(), TEA_PRICE, "usd", new Product.Level(0, 0));
    database.change(tx -> catalog.put(tx, product, OptionalLong.of(pieces)));
  }

  /** A pending order for so many packets of tea, their stock set aside. */
  public Order order(long packets) {
    Order.Item item = new Order.Item(TEA.value(), "Green tea", packets, TEA_PRICE);
    Order.Basket basket = new Order.Basket(List.of(item), packets * TEA_PRICE, "usd");
    Order.Buyer buyer =
        new Order.Buyer("ada@example.com", Optional.empty(), Optional.empty(), Map.of());
    Order draft = orders.draft(new OrderId(ambient.ids().next("ord")), basket, buyer, ORDER_TTL);
    database.change(tx -> {
      orders.insert(tx, draft);
      stock.reserve(tx, draft.id().value(), List.of(new Line(TEA, packets)));
    });
    return draft;
  }

  public OrderState stateOf(OrderId id) {
    return database.read(tx -> orders.find(tx, id).orElseThrow().state());
  }

  public Product.Level tea() {
    return database.read(tx -> catalog.find(tx, TEA).orElseThrow().level());
  }

  /** The types of the order's events, oldest first. */
  public List<String> events(OrderId id) {
    return database.read(tx -> webhooks.eventLog().ofOrder(tx, id.value())).lines().stream()
        .filter(line -> line.kind().equals("event.published"))
        .map(line -> line.details().get("type").asString())
        .toList();
  }

  @Override
  public void close() {
    webhooks.close();
    database.close();
  }
}
