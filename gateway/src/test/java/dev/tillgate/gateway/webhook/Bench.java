package dev.tillgate.gateway.webhook;

import dev.tillgate.gateway.platform.Ambient;
import dev.tillgate.gateway.platform.SecretBox;
import dev.tillgate.gateway.platform.SteppedClock;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.metrics.Metrics;
import dev.tillgate.gateway.platform.node.Node;
import dev.tillgate.gateway.platform.node.TestNode;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.TestStore;
import dev.tillgate.gateway.platform.store.engine.StorePlace;
import dev.tillgate.gateway.platform.store.engine.Stores;
import dev.tillgate.gateway.webhook.delivery.Sender;
import dev.tillgate.gateway.webhook.destination.EndpointDraft;
import dev.tillgate.gateway.webhook.destination.Objection;
import dev.tillgate.gateway.webhook.dispatch.DeliverySettings;
import dev.tillgate.gateway.webhook.dispatch.Surroundings;
import dev.tillgate.gateway.webhook.egress.EgressGuard;
import dev.tillgate.gateway.webhook.egress.HostPort;
import dev.tillgate.gateway.webhook.event.EventId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks on a real store with a stepped clock, a fake sender and sends run by the test's own
 * thread: the whole package in single steps.
 */
final class Bench implements AutoCloseable {
  static final HostPort OWN = new HostPort("127.0.0.1", 8080);
  private static final Map<Path, Integer> PROCESSES = new ConcurrentHashMap<>();

  final SteppedClock clock = new SteppedClock();
  final FakeSender sender = new FakeSender();
  final Database database;
  final Metrics metrics = new Metrics();
  final Node node;
  final Webhooks webhooks;
  final Client client;
  private final Queue<Runnable> sends = new ConcurrentLinkedQueue<>();

  Bench(Path directory) {
    this(directory, settings -> settings, null);
  }

  Bench(Path directory, UnaryOperator<DeliverySettings> change, @Nullable Sender other) {
    this(TestStore.in(directory), random(directory), change, other, TestNode::joined);
  }

  private Bench(
      Database database,
      Random chance,
      UnaryOperator<DeliverySettings> change,
      @Nullable Sender other,
      BiFunction<Database, Ambient, Node> joining) {
    this.database = database;
    Ambient ambient = new Ambient(clock, chance);
    node = joining.apply(database, ambient);
    DeliverySettings delivery =
        change.apply(
            new DeliverySettings(
                DeliverySettings.DEFAULT.retryWaits(), Duration.ofDays(30), 16, 64, 1_000, 100));
    webhooks =
        new Webhooks(
            database,
            new SecretBox(new byte[SecretBox.KEY_BYTES], new Random(7)),
            new WebhookSettings(delivery, Duration.ofSeconds(30), true, () -> Set.of(OWN)),
            new Surroundings(clock, chance, ambient.ids(), metrics, node),
            new Webhooks.WayOut(other == null ? sender : other, Bench::objection, sends::add));
    webhooks.unlock();
    webhooks.recover();
    client = new Client(webhooks.features());
  }

  /** One of several nodes on one PostgreSQL database. */
  static Bench node(String databaseUrl) {
    return node(databaseUrl, settings -> settings);
  }

  static Bench node(String databaseUrl, UnaryOperator<DeliverySettings> change) {
    StorePlace place = new StorePlace(Path.of("unused"), Optional.of(databaseUrl), false);
    return new Bench(
        Stores.open(place, TestStore.OPTIONS),
        random(Path.of(databaseUrl)),
        change,
        null,
        TestNode::joinedToo);
  }

  private static Optional<Objection> objection(EndpointDraft draft) {
    return new EgressGuard(true, () -> Set.of(OWN))
        .refusal(draft.url())
        .map(why -> new Objection("url", why));
  }

  /** The same in every run, but not for a second bench on the same store: another process. */
  private static Random random(Path directory) {
    return new Random(PROCESSES.merge(directory, 1, Integer::sum) * 1_000_003L);
  }

  /** Makes an endpoint and returns its id. */
  String endpoint(String url, String... eventTypes) {
    var body = Json.object().put("url", url);
    List.of(eventTypes).forEach(body.withArray("event_types")::add);
    if (eventTypes.length == 0) {
      body.remove("event_types");
    }
    return client.post("/v1/webhook-endpoints", body.toString()).text("/id");
  }

  EventId publish(String type, @Nullable String order) {
    EventId id =
        database.write(
            tx -> webhooks.outbox().publish(tx, type, order, Json.object().put("about", type)));
    settleHooks();
    return id;
  }

  /** Waits for the commit hooks so far: they run on a thread of their own, in order. */
  void settleHooks() {
    CountDownLatch ran = new CountDownLatch(1);
    database.change(tx -> tx.afterCommit(ran::countDown));
    try {
      ran.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs every send there is, and those that follow from them. */
  void runSends() {
    settleHooks();
    for (Runnable send = sends.poll(); send != null; send = sends.poll()) {
      send.run();
      settleHooks();
    }
  }

  /** Runs so many sends and no more. */
  void runSends(int count) {
    settleHooks();
    for (int i = 0; i < count; i++) {
      sends.remove().run();
    }
    settleHooks();
  }

  void runOneSend() {
    runSends(1);
  }

  /** Sends that have begun and are not over. */
  int inFlight() {
    return sends.size();
  }

  /** One step of the dispatcher and all it leads to; returns how long nothing will be. */
  Duration step() {
    dispatchDue();
    runSends();
    return dispatchDue();
  }

  /**
   * One step of the dispatcher, which knows of everything committed before, and what it claimed.
   */
  Duration dispatchDue() {
    settleHooks();
    Duration nothingFor = webhooks.dispatchDue();
    settleHooks();
    return nothingFor;
  }

  /** One beat of its node, and all it leads to. */
  void beat() {
    node.beat();
    node.tend();
    settleHooks();
  }

  void advance(Duration duration) {
    clock.advance(duration);
  }

  /** The one value a query finds, as text. */
  String one(String sql) {
    String found = database.read(tx -> tx.query(sql).mapTo(String.class).one());
    return found;
  }

  List<Map<String, Object>> rows(String sql) {
    return database.read(tx -> tx.query(sql).mapToMap().list());
  }

  void sql(String sql) {
    database.change(tx -> tx.update(sql).execute());
  }

  Instant due() {
    return Instant.ofEpochMilli(Long.parseLong(one("SELECT due_at_ms FROM deliveries")));
  }

  /** The process is killed: memory is gone, the store stays. */
  void kill() {
    client.close();
    database.close();
  }

  @Override
  public void close() {
    client.close();
    webhooks.close();
    database.close();
  }
}
