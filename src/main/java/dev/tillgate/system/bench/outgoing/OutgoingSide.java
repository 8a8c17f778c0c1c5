package dev.tillgate.system.bench.outgoing;

import dev.tillgate.gateway.platform.Ambient;
import dev.tillgate.gateway.platform.MasterKey;
import dev.tillgate.gateway.platform.SecretBox;
import dev.tillgate.gateway.platform.access.ApiKeys;
import dev.tillgate.gateway.platform.access.Callers;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.HttpServer;
import dev.tillgate.gateway.platform.metrics.Metrics;
import dev.tillgate.gateway.platform.node.Node;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Halt;
import dev.tillgate.gateway.platform.store.StoreOptions;
import dev.tillgate.gateway.platform.store.engine.StorePlace;
import dev.tillgate.gateway.platform.store.engine.Stores;
import dev.tillgate.gateway.webhook.Outbox;
import dev.tillgate.gateway.webhook.WebhookSettings;
import dev.tillgate.gateway.webhook.Webhooks;
import dev.tillgate.gateway.webhook.dispatch.DeliverySettings;
import dev.tillgate.gateway.webhook.dispatch.Surroundings;
import dev.tillgate.system.playground.HttpClient;
import dev.tillgate.system.playground.Shop;
import dev.tillgate.system.playground.Wiring;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The gateway's store and its outgoing side, put together as the gateway does, without checkouts
 * and payments: so that a benchmark can publish events itself and know when each is committed.
 */
final class OutgoingSide implements AutoCloseable {
  private static final int QUEUE_BOUND = 16_384;

  private final CountedDatabase database;
  private final Node node;
  private final Webhooks webhooks;
  private final HttpServer server;
  private final Duration recovery;

  private OutgoingSide(
      CountedDatabase database,
      Node node,
      Webhooks webhooks,
      HttpServer server,
      Duration recovery) {
    this.database = database;
    this.node = node;
    this.webhooks = webhooks;
    this.server = server;
    this.recovery = recovery;
  }

  /** Starts one on the store in that directory, waiting for receivers as in production. */
  static OutgoingSide start(Path data) {
    return start(data, WebhookSettings.DELIVERY_TIMEOUT);
  }

  /**
   * Starts one on the store in that directory, which may be an older one's.
   *
   * @param timeout for a whole exchange with a receiver
   */
  static OutgoingSide start(Path data, Duration timeout) {
    return start(StorePlace.in(data), settings(timeout), Node.Terms.DEFAULT);
  }

  /** Starts one on the store at that place. */
  static OutgoingSide start(StorePlace place, WebhookSettings settings) {
    return start(place, settings, Node.Terms.DEFAULT);
  }

  /** Starts one that publishes on a store that others deliver from. */
  static OutgoingSide office(StorePlace place) {
    WebhookSettings settings = settings(WebhookSettings.DELIVERY_TIMEOUT);
    return start(place, settings, new Node.Terms(false, Node.Terms.LEASE));
  }

  private static OutgoingSide start(StorePlace place, WebhookSettings settings, Node.Terms terms) {
    SecureRandom chance = new SecureRandom();
    Clock clock = Clock.systemUTC();
    Metrics metrics = new Metrics();
    CountedDatabase database = new CountedDatabase(open(place, metrics));
    Ambient ambient = new Ambient(clock, chance, System::nanoTime);
    Node node = new Node(database, ambient, terms);
    node.join();
    Surroundings around = new Surroundings(clock, chance, ambient.ids(), metrics, node);
    Webhooks webhooks = new Webhooks(database, box(place, chance), settings, around);
    ApiKeys keys = new ApiKeys(database, around.ids(), clock, chance);
    keys.ensureAdmin(Wiring.API_KEY);
    long begin = System.nanoTime();
    webhooks.start();
    Duration recovery = Duration.ofNanos(System.nanoTime() - begin);
    node.start();
    return new OutgoingSide(database, node, webhooks, serve(around, keys, webhooks), recovery);
  }

  private static Database open(StorePlace place, Metrics metrics) {
    return Stores.open(
        place,
        new StoreOptions(
            QUEUE_BOUND, OutgoingSide::halt, metrics.storeObserver(), System::nanoTime));
  }

  private static SecretBox box(StorePlace place, SecureRandom chance) {
    Path key = place.directory().resolve("master.key");
    return new SecretBox(MasterKey.readOrMake(key, chance), chance);
  }

  private static WebhookSettings settings(Duration timeout) {
    return settings(DeliverySettings.DEFAULT, timeout);
  }

  /** Those of a gateway that may send to this machine. */
  static WebhookSettings settings(DeliverySettings delivery, Duration timeout) {
    return new WebhookSettings(delivery, timeout, true, Set::of);
  }

  private static HttpServer serve(Surroundings around, ApiKeys keys, Webhooks webhooks) {
    List<Feature> features = new ArrayList<>(webhooks.features());
    features.addFirst(new Callers(keys)::addTo);
    return HttpServer.start("127.0.0.1", 0, around.metrics(), features);
  }

  private static void halt(String reason, Throwable cause) {
    System.err.println("tillgate: the store failed: " + reason);
    Runtime.getRuntime().halt(Halt.EXIT_STATUS);
  }

  CountedDatabase database() {
    return database;
  }

  /** How many nodes are on its store, itself included. */
  int nodes() {
    return node.nodes();
  }

  /** How long it took to own what an older process left, before anything was sent. */
  Duration recovery() {
    return recovery;
  }

  Outbox outbox() {
    return webhooks.outbox();
  }

  /** Has events of those types sent there. */
  void subscribe(URI url, String... types) {
    String unused = new Shop(client(), () -> "unused").subscribe(url, types);
  }

  /** Talks to its API. */
  HttpClient client() {
    return new HttpClient(server.url(), Wiring.API_KEY);
  }

  @Override
  public void close() {
    server.close();
    webhooks.close();
    node.close();
    database.close();
  }
}
