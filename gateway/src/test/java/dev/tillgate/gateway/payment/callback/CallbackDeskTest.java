package dev.tillgate.gateway.payment.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.order.OrderState;
import dev.tillgate.gateway.payment.callback.debugger.DebuggerRoutes;
import dev.tillgate.gateway.payment.callback.desk.CallbackDesk;
import dev.tillgate.gateway.platform.http.HttpServer;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.http.QuickServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The inbox as an operator sees it, over HTTP. */
class CallbackDeskTest {
  @TempDir Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  Letterbox box;
  HttpServer server;
  String order;

  @BeforeEach
  void open() {
    box = new Letterbox(directory);
    server =
        QuickServer.start(
            List.of(
                new CallbackRoutes(box.callbacks),
                new CallbackDesk(box.shop.database, box.callbacks),
                new DebuggerRoutes(box.callbacks, box.shop.clock)));
    order = box.order();
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
    box.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + "/v1/callbacks" + path));
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return Json.parse(send(to(path)).body());
  }

  private HttpResponse<String> replay(String id) throws IOException, InterruptedException {
    return send(to("/" + id + "/replay").POST(HttpRequest.BodyPublishers.noBody()));
  }

  private JsonNode verify(String signature, byte[] body) throws IOException, InterruptedException {
    ObjectNode request = Json.object();
    request.putObject("headers").put("stripe-signature", signature);
    request.put("body", new String(body, StandardCharsets.UTF_8));
    return Json.parse(
        send(to("/stripe/verify")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Json.text(request))))
            .body());
  }

  private byte[] success() {
    return box.event("evt_1", "payment_intent.succeeded", order, "succeeded");
  }

  private void letDie() {
    for (int i = 0; i < 9; i++) {
      box.shop.clock.advance(Duration.ofDays(1));
      box.callbacks.retryDue();
    }
  }

  @Test
  void aCallbackIsShownWithEveryCheckAndItsBody() throws Exception {
    byte[] body = success();
    box.deliver(body);

    JsonNode shown = get("/" + box.id("evt_1"));

    assertThat(shown.at("/order").asString()).isEqualTo(order);
    assertThat(shown.at("/payment").asString()).startsWith("pay_");
    assertThat(shown.at("/subject").asString()).isEqualTo("pi_1");
    assertThat(shown.at("/checks").findValuesAsString("verdict")).hasSize(9).containsOnly("ok");
    assertThat(shown.at("/body").asString()).isEqualTo(new String(body, StandardCharsets.UTF_8));
  }

  @Test
  void theListShowsTheNewestFirstOfAStatusAndAProvider() throws Exception {
    box.deliver(box.eventFor("pi_8", "evt_8"));
    box.shop.clock.advance(Duration.ofMillis(5));
    box.deliver(box.eventFor("pi_9", "evt_9"));
    box.deliver(success());

    assertThat(get("?status=deferred").findValuesAsString("provider_event_id"))
        .containsExactly("evt_9", "evt_8");
    assertThat(get("?provider=nobody").at("/data")).isEmpty();
    assertThat(get("?status=processed&provider=stripe").at("/data")).hasSize(1);
    assertThat(get("?limit=1&status=deferred").at("/next_cursor").asString())
        .isEqualTo(box.id("evt_9"));
  }

  @Test
  void aDeferredOneSaysWhichCheckFailedAndWhenItIsTriedAgain() throws Exception {
    box.deliver(box.eventFor("pi_9", "evt_9"));

    JsonNode shown = get("/" + box.id("evt_9"));

    assertThat(shown.at("/checks").findValuesAsString("verdict"))
        .containsExactly(
            "ok", "ok", "ok", "ok", "ok", "ok", "failed", "not_reached", "not_reached");
    assertThat(shown.at("/settled_at").isNull()).isTrue();
    assertThat(shown.at("/due_at").asString())
        .isEqualTo(Json.time(box.shop.clock.instant().plusSeconds(1)));
  }

  @Test
  @DisplayName(
      "PAY-B11: a replay over HTTP shows the outcome; again it is a 409 and changes nothing")
  void aReplayShowsWhatBecameOfIt() throws Exception {
    String items = box.items(order);
    box.poison(order);
    box.deliver(success());
    letDie();
    assertThat(get("/" + box.id("evt_1")).at("/checks/8/verdict").asString()).isEqualTo("failed");
    box.cure(order, items);

    HttpResponse<String> first = replay(box.id("evt_1"));
    HttpResponse<String> second = replay(box.id("evt_1"));

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(Json.parse(first.body()).at("/status").asString()).isEqualTo("processed");
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(box.state(order)).isEqualTo(OrderState.CONFIRMED);
    assertThat(box.events(order)).containsExactly("order.confirmed");
  }

  @Test
  void theDebuggerStoresAndCountsNothing() throws Exception {
    byte[] body = success();
    String before = box.metrics();

    JsonNode genuine =
        verify(Signer.header(Letterbox.SECRET, box.shop.clock.instant(), body), body);
    JsonNode old =
        verify(
            Signer.header(Letterbox.SECRET, box.shop.clock.instant().minusSeconds(412), body),
            body);

    assertThat(genuine.at("/genuine").asBoolean()).isTrue();
    assertThat(old.at("/genuine").asBoolean()).isFalse();
    assertThat(old.at("/likely_causes/0/code").asString()).isEqualTo("clock-off");
    assertThat(box.inbox()).isEmpty();
    assertThat(box.state(order)).isEqualTo(OrderState.PENDING);
    assertThat(box.metrics()).isEqualTo(before);
  }
}
