package dev.tillgate.system.bench;

import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.SecretBox;
import dev.tillgate.gateway.platform.access.ApiKeys;
import dev.tillgate.gateway.platform.access.Callers;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.HttpServer;
import dev.tillgate.gateway.platform.metrics.Metrics;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Halt;
import dev.tillgate.gateway.platform.store.SqliteDatabase;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The gateway's store and its outgoing side, put together as the gateway does, without checkouts
 * and payments: so that a benchmark can publish events itself and know when each is committed.
 */
final class OutgoingSide implements AutoCloseable {
  private static final int QUEUE_BOUND = 16_384;

  private final Database database;
  private final Webhooks webhooks;
  private final HttpServer server;

  private OutgoingSide(Database database, Webhooks webhooks, HttpServer server) {
    this.database = database;
    this.webhooks = webhooks;
    this.server = server;
  }

  static OutgoingSide start(Path data) {
    SecureRandom chance = new SecureRandom();
    Clock clock = Clock.systemUTC();
    Surroundings around = new Surroundings(clock, chance, new Ids(clock, chance), new Metrics());
    Database database =
        SqliteDatabase.open(
            data,
            new SqliteDatabase.Options(
                QUEUE_BOUND, OutgoingSide::halt, around.metrics().storeObserver()));
    Webhooks webhooks = new Webhooks(database, box(chance), settings(), around);
    ApiKeys keys = new ApiKeys(database, around.ids(), clock, chance);
    keys.ensureAdmin(Wiring.API_KEY);
    webhooks.start();
    return new OutgoingSide(database, webhooks, serve(around, keys, webhooks));
  }

  private static SecretBox box(SecureRandom chance) {
    byte[] masterKey = new byte[SecretBox.KEY_BYTES];
    chance.nextBytes(masterKey);
    return new SecretBox(masterKey, chance);
  }

  private static WebhookSettings settings() {
    return new WebhookSettings(
        DeliverySettings.DEFAULT, WebhookSettings.DELIVERY_TIMEOUT, true, Set::of);
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

  Database database() {
    return database;
  }

  Outbox outbox() {
    return webhooks.outbox();
  }

  /** Has everything sent there. */
  void subscribe(URI url) {
    String unused =
        new Shop(new HttpClient(server.url(), Wiring.API_KEY), () -> "unused").subscribe(url, "*");
  }

  @Override
  public void close() {
    server.close();
    webhooks.close();
    database.close();
  }
}
