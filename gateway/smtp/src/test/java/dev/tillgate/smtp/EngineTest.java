package dev.tillgate.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.tillgate.gateway.platform.Ambient;
import dev.tillgate.gateway.platform.SecretBox;
import dev.tillgate.gateway.platform.access.ApiKeys;
import dev.tillgate.gateway.platform.access.Callers;
import dev.tillgate.gateway.platform.http.Feature;
import dev.tillgate.gateway.platform.http.HttpServer;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.metrics.Metrics;
import dev.tillgate.gateway.platform.node.Node;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.StoreOptions;
import dev.tillgate.gateway.platform.store.sqlite.SqliteDatabase;
import dev.tillgate.gateway.webhook.WebhookSettings;
import dev.tillgate.gateway.webhook.Webhooks;
import dev.tillgate.gateway.webhook.dispatch.DeliverySettings;
import dev.tillgate.gateway.webhook.dispatch.Surroundings;
import dev.tillgate.gateway.webhook.sending.Modules;
import dev.tillgate.gateway.webhook.story.EventLog;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** E-mail through the real engine, found on the class path: nothing of it is the module's own. */
class EngineTest {
  private static final String KEY = "tg_0123456789abcdefghijklmnop";

  @TempDir Path data;
  private Database database;
  private Webhooks webhooks;
  private HttpServer server;

  @BeforeEach
  void start() {
    InstantSource clock = InstantSource.system();
    SecureRandom chance = new SecureRandom();
    Metrics metrics = new Metrics();
    database =
        SqliteDatabase.open(
            data,
            new StoreOptions(
                1_000,
                (reason, cause) -> {
                  throw new AssertionError(reason, cause);
                },
                metrics.storeObserver()));
    Ambient ambient = new Ambient(clock, chance);
    Node node = new Node(database, ambient, Node.Terms.DEFAULT);
    node.join();
    Surroundings around = new Surroundings(clock, chance, ambient.ids(), metrics, node);
    webhooks =
        new Webhooks(
            database,
            new SecretBox(new byte[SecretBox.KEY_BYTES], chance),
            settings(),
            around,
            Modules.onClassPath(data));
    webhooks.start();
    ApiKeys keys = new ApiKeys(database, around.ids(), clock, chance);
    keys.ensureAdmin(KEY);
    List<Feature> features = new ArrayList<>(webhooks.features());
    features.addFirst(new Callers(keys)::addTo);
    server = HttpServer.start("127.0.0.1", 0, metrics, features);
  }

  private static WebhookSettings settings() {
    return new WebhookSettings(
        DeliverySettings.DEFAULT.retrying(List.of(Duration.ofMillis(50)), Duration.ofDays(1)),
        Duration.ofSeconds(20),
        true,
        Set::of);
  }

  @AfterEach
  void stop() {
    server.close();
    webhooks.close();
    database.close();
  }

  @Test
  void aLetterIsTriedAgainUntilTheMailServerIsBackAndTheTimelineTells() throws Exception {
    int port = freePort();
    subscribe(port);
    publish("ord_1", "ada@example.com");
    awaitLine("ord_1", line -> line.text().contains("attempt 1 of order.confirmed"));

    GreenMail mail = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
    mail.start();
    try {
      awaitLine("ord_1", line -> line.text().contains("answered \"250"));
      assertThat(mail.getReceivedMessages()).hasSize(1);
      assertThat(mail.getReceivedMessages()[0].getSubject()).contains("ord_1");
    } finally {
      mail.stop();
    }
  }

  @Test
  void aCustomerWhoCannotBeWrittenToIsADeadLetterWithItsReason() throws Exception {
    subscribe(freePort());
    publish("ord_1", "a@x.example, b@y.example");

    awaitLine(
        "ord_1",
        line ->
            line.kind().equals("delivery.dead") && line.text().contains("no plain e-mail address"));
  }

  @Test
  void anEndpointThatCannotBeUsedIsRefusedFieldByField() throws Exception {
    assertThat(create("smtp://relay.example?from=a@b.example", "*")).contains("/event_types must");
    assertThat(create("smtp://relay.example", "order.confirmed")).contains("/url must look like");
    assertThat(create("smtp://u:p@relay.example?from=a@b.example", "order.confirmed"))
        .contains("/url must be visible ASCII without userinfo");
  }

  private void subscribe(int port) throws Exception {
    String url = "smtp://127.0.0.1:" + port + "?from=shop@example.com&starttls=never";
    assertThat(create(url, "order.confirmed")).contains("\"id\":\"we_");
  }

  private String create(String url, String type) throws Exception {
    ObjectNode body = Json.object().put("url", url);
    body.putArray("event_types").add(type);
    HttpRequest request =
        HttpRequest.newBuilder(server.url().resolve("/v1/webhook-endpoints"))
            .header("Authorization", "Bearer " + KEY)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  private void publish(String order, String email) {
    ObjectNode snapshot = Purchases.order().put("id", order);
    Purchases.customer(snapshot, email, "Ada");
    ObjectNode payload = Json.object();
    payload.set("order", snapshot);
    database.change(tx -> webhooks.outbox().publish(tx, "order.confirmed", order, payload));
  }

  private void awaitLine(String order, Predicate<EventLog.Line> wanted) {
    List<EventLog.Line> lines = new ArrayList<>();
    for (int looks = 0; looks < 600; looks++) {
      EventLog.History history = database.read(tx -> webhooks.eventLog().ofOrder(tx, order));
      lines = new ArrayList<>(history.lines());
      lines.addAll(history.standing());
      if (lines.stream().anyMatch(wanted)) {
        return;
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    throw new AssertionError("never told: " + lines);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
