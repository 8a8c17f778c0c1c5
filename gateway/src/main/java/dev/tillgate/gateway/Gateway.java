package dev.tillgate.gateway;

import dev.tillgate.gateway.catalog.Catalog;
import dev.tillgate.gateway.catalog.CatalogRoutes;
import dev.tillgate.gateway.catalog.Stock;
import dev.tillgate.gateway.checkout.CheckoutDesk;
import dev.tillgate.gateway.checkout.CheckoutRoutes;
import dev.tillgate.gateway.operations.OperationsRoutes;
import dev.tillgate.gateway.operations.Readiness;
import dev.tillgate.gateway.order.LowStock;
import dev.tillgate.gateway.order.OrderRoutes;
import dev.tillgate.gateway.order.Orders;
import dev.tillgate.gateway.order.Timeline;
import dev.tillgate.gateway.order.Waits;
import dev.tillgate.gateway.payment.PaymentViews;
import dev.tillgate.gateway.payment.ending.CancelRoutes;
import dev.tillgate.gateway.payment.ending.ResolveRoutes;
import dev.tillgate.gateway.payment.refund.desk.RefundDesk;
import dev.tillgate.gateway.payment.refund.desk.RefundRoutes;
import dev.tillgate.gateway.platform.Alarm;
import dev.tillgate.gateway.platform.Ambient;
import dev.tillgate.gateway.platform.MasterKey;
import dev.tillgate.gateway.platform.SecretBox;
import dev.tillgate.gateway.platform.access.ApiKeys;
import dev.tillgate.gateway.platform.access.Callers;
import dev.tillgate.gateway.platform.access.KeyRoutes;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.HttpServer;
import dev.tillgate.gateway.platform.idempotency.Idempotency;
import dev.tillgate.gateway.platform.metrics.Metrics;
import dev.tillgate.gateway.platform.node.Node;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Halt;
import dev.tillgate.gateway.platform.store.Hints;
import dev.tillgate.gateway.platform.store.StoreOptions;
import dev.tillgate.gateway.platform.store.engine.Stores;
import dev.tillgate.gateway.webhook.WebhookSettings;
import dev.tillgate.gateway.webhook.Webhooks;
import dev.tillgate.gateway.webhook.dispatch.DeliverySettings;
import dev.tillgate.gateway.webhook.dispatch.Surroundings;
import dev.tillgate.gateway.webhook.egress.HostPort;
import dev.tillgate.gateway.webhook.retention.Retention;
import dev.tillgate.gateway.webhook.sending.Modules;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: builds every part with {@code new}, from the platform up to the checkout,
 * and starts and stops them. Nothing else wires anything.
 */
public final class Gateway implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);
  private static final int FORGOTTEN_AT_ONCE = 500;

  private final Settings settings;
  private final Ambient ambient;
  private final Metrics metrics;
  private final Database database;
  private final Node node;
  private final ApiKeys apiKeys;
  private final Idempotency idempotency;
  private final Housekeeping housekeeping;
  private final AtomicReference<Set<HostPort>> ownAddresses = new AtomicReference<>(Set.of());
  private final Webhooks webhooks;
  private final Catalog catalog;
  private final Stock stock = new Stock();
  private final Waits waits;
  private final Timeline timeline;
  private final Orders orders;
  private final ProviderSide provider;
  private final HttpServer server;

  private Gateway(Settings settings, Ambient ambient, Metrics metrics, Database database) {
    this.settings = settings;
    this.ambient = ambient;
    this.metrics = metrics;
    this.database = database;
    node = new Node(database, ambient, settings.node().terms());
    apiKeys = new ApiKeys(database, ambient.ids(), ambient.clock(), ambient.chance());
    idempotency = new Idempotency(database, ambient.clock());
    housekeeping = new Housekeeping(chores());
    Modules modules = Modules.onClassPath(settings.data().place().directory());
    webhooks = new Webhooks(database, secretBox(), webhookSettings(), surroundings(), modules);
    catalog = new Catalog(ambient.clock());
    waits = new Waits(ambient.clock());
    timeline = new Timeline(new PaymentViews(new Alarm(ambient.clock())), webhooks.eventLog());
    LowStock lowStock = new LowStock(webhooks.outbox(), settings.selling().stockLowAt());
    orders = new Orders(timeline, stock, webhooks.outbox(), lowStock, waits, ambient.clock());
    provider = new ProviderSide(settings, database, orders, webhooks.outbox(), ambient, metrics);
    StoreGauges.of(database, metrics);
    recover();
    server = serve();
    ownAddresses.set(HostPort.ofServer(settings.http().host(), server.port()));
  }

  /**
   * Opens the store, recovers what a process before this one left behind, and serves.
   *
   * @param halt what happens when the outcome of a commit is unknown
   * @throws dev.tillgate.gateway.platform.store.DataHeldException when another process has the data
   */
  public static Gateway start(Settings settings, Ambient ambient, Halt halt) {
    Metrics metrics = new Metrics();
    StoreOptions options =
        new StoreOptions(
            settings.data().queueBound(), halt, metrics.storeObserver(), ambient.nanos());
    Database database = Stores.open(settings.data().place(), options);
    try {
      return new Gateway(settings, ambient, metrics, database);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Where it serves: the host as given, the port as bound. */
  public URI url() {
    return server.url();
  }

  /** Every route it serves, for whoever holds the OpenAPI document against it. */
  public List<HttpServer.Route> routes() {
    return server.routes();
  }

  /**
   * Stops within 10 seconds: waiting callers are answered, running calls end, what is queued is
   * committed. Everything else is in the store and goes on at the next start.
   */
  @Override
  public void close() {
    webhooks.streams().close();
    waits.release();
    Closing.together(Stream.concat(Stream.of(server), loops()));
    Closing.safely(provider);
    Closing.safely(node);
    Closing.safely(database);
    log.info("gateway.stopped");
  }

  private Stream<AutoCloseable> loops() {
    return Stream.concat(provider.running().stream(), Stream.of(webhooks, housekeeping));
  }

  /** Takes up what a process before this one was doing; the callers come after that. */
  private void recover() {
    webhooks.unlock(); // Whoever has another key must not be counted among the others.
    node.join();
    settings.node().adminKey().ifPresent(apiKeys::ensureAdmin);
    webhooks.start();
    provider.start(node);
    housekeeping.start(node.lead());
    waits.listen(database.hints(), id -> node.tell(Hints.Topic.ORDER, id.value()));
    metrics.gauge("tillgate.nodes", "gateways on this store, this one included", node::nodes);
    node.start();
  }

  private List<Housekeeping.Chore> chores() {
    List<Housekeeping.Chore> chores = new ArrayList<>();
    chores.add(() -> idempotency.forgetExpired(FORGOTTEN_AT_ONCE) == FORGOTTEN_AT_ONCE);
    settings
        .data()
        .retention()
        .map(keep -> new Retention(database, keep, ambient.clock()))
        .ifPresent(retention -> chores.add(retention::removeSome));
    chores.add(database::tidy);
    return chores;
  }

  private HttpServer serve() {
    Settings.Http http = settings.http();
    try {
      return HttpServer.start(http.host(), http.port(), metrics, features());
    } catch (RuntimeException e) {
      Closing.together(loops());
      Closing.safely(node); // Nobody should wait a lease for one that never served.
      throw e;
    }
  }

  private List<Feature> features() {
    List<Feature> features = new ArrayList<>();
    features.add(new Callers(apiKeys)::addTo); // First: it stands before every route.
    if (settings.node().roles().contains(Role.API)) {
      features.addAll(api());
    }
    if (settings.node().roles().contains(Role.CALLBACKS)) {
      features.add(provider.callbackRoutes());
    }
    features.add(new OperationsRoutes(new Readiness(database), metrics));
    return features;
  }

  private List<Feature> api() {
    CheckoutDesk desk =
        new CheckoutDesk(
            new CheckoutDesk.Trade(
                catalog, stock, orders, provider.payments(), provider.endings(), waits),
            new CheckoutDesk.Counter(database, idempotency, ambient.ids(), metrics),
            settings.selling().orderTimeToLive());
    List<Feature> features = new ArrayList<>();
    features.add(new CheckoutRoutes(desk));
    features.addAll(provider.features());
    features.add(new CancelRoutes(database, orders, waits, provider.endings(), idempotency));
    features.add(new ResolveRoutes(database, orders, provider.reviews()));
    features.add(new RefundRoutes(database, orders, refundDesk()));
    features.add(new OrderRoutes(database, orders, timeline, waits, webhooks.streams()));
    features.add(new CatalogRoutes(database, catalog, idempotency));
    features.addAll(webhooks.features());
    features.add(new KeyRoutes(apiKeys));
    return features;
  }

  private RefundDesk refundDesk() {
    return new RefundDesk(database, idempotency, orders, provider.flow(), waits);
  }

  private SecretBox secretBox() {
    return new SecretBox(
        MasterKey.readOrMake(settings.data().masterKeyFile(), ambient.chance()), ambient.chance());
  }

  private WebhookSettings webhookSettings() {
    Settings.Outgoing outgoing = settings.outgoing();
    return new WebhookSettings(
        DeliverySettings.DEFAULT.retrying(outgoing.retryWaits(), outgoing.retryFor()),
        outgoing.timeout(),
        outgoing.allowPrivateNetworks(),
        ownAddresses::get);
  }

  private Surroundings surroundings() {
    return new Surroundings(ambient.clock(), ambient.chance(), ambient.ids(), metrics, node);
  }
}
