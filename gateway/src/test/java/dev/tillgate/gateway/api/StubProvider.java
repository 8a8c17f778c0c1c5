package dev.tillgate.gateway.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tillgate.gateway.platform.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * Just enough of a provider on a loopback port: one intent after another, and the payment method
 * decides how it goes.
 */
final class StubProvider implements AutoCloseable {
  static final String PAYS = "pm_card_visa";
  static final String DECLINES = "pm_card_declined";
  static final String ASKS = "pm_card_threeDSecure";
  static final String KEEPS_QUIET = "pm_card_quiet";
  static final String PAYS_WHEN_TOLD = "pm_card_when_told";
  static final String REFUSES_THE_KEY = "pm_card_key_reused";
  static final String CHARGES_TOO_MUCH = "pm_card_too_much";

  /** Is refused, and the intent is there and can be paid all the same. */
  static final String REFUSED_YET_MADE = "pm_card_refused";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, ObjectNode> intents = new ConcurrentHashMap<>();
  private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();
  private final StubRefunds refunds = new StubRefunds();
  private final AtomicInteger count = new AtomicInteger();
  private final Consumer<String> callbacks;
  private final HttpServer server;

  /**
   * @param callbacks takes the body of each callback to be sent
   */
  StubProvider(Consumer<String> callbacks) throws IOException {
    this.callbacks = callbacks;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/v1/payment_intents", this::serve);
    server.createContext("/v1/refunds", this::serveRefund);
    server.start();
  }

  StubRefunds refunds() {
    return refunds;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next intent that was confirmed and waits to be told {@link #succeeded}. */
  String waitingIntent() {
    try {
      String id = waiting.poll(20, TimeUnit.SECONDS);
      if (id != null) {
        return id;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new AssertionError("no intent was confirmed");
  }

  /** The event that tells of the intent's success; sent as a callback it finishes the order. */
  String succeeded(String id) {
    ObjectNode intent = intents.get(id);
    intent.put("status", "succeeded").put("amount_received", intent.get("amount").asLong());
    ObjectNode event = Json.object();
    event.put("id", "evt_stub_" + count.incrementAndGet()).put("object", "event");
    event.put("type", "payment_intent.succeeded").put("created", 1_700_000_000);
    event.put("livemode", false).putObject("data").set("object", intent.deepCopy());
    return Json.text(event);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serveRefund(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    StubRefunds.Reply reply = refunds.serve(exchange, form(body));
    answer(exchange, reply.status(), reply.body());
  }

  private void serve(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/");
    Map<String, String> form =
        form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    if (path.length == 3) {
      String method = form.getOrDefault("payment_method", "");
      if (REFUSES_THE_KEY.equals(method)) {
        answer(exchange, 400, keyReused());
        return;
      }
      ObjectNode made = create(form);
      if (REFUSED_YET_MADE.equals(method)) {
        waiting.add(made.get("id").asString());
        answer(exchange, 400, refused());
      } else {
        answer(exchange, 200, made);
      }
      return;
    }
    ObjectNode intent = intents.get(path[3]);
    switch (path.length == 5 ? path[4] : "") {
      case "confirm" -> confirm(exchange, intent, form.get("payment_method"));
      case "cancel" -> cancel(exchange, intent);
      default -> answer(exchange, 200, intent);
    }
  }

  private static ObjectNode keyReused() {
    ObjectNode error = Json.object();
    error.putObject("error").put("type", "idempotency_error").put("message", "other parameters");
    return error;
  }

  /** One that keeps quiet is not to be had back soon. */
  private static void cancel(HttpExchange exchange, ObjectNode intent) throws IOException {
    if (!intent.get("status").asString().equals("processing")) {
      intent.put("status", "canceled");
    }
    answer(exchange, 200, intent);
  }

  private ObjectNode create(Map<String, String> form) {
    String id = "pi_stub" + count.incrementAndGet();
    ObjectNode intent = Json.object();
    intent.put("id", id).put("object", "payment_intent").put("status", "requires_confirmation");
    intent.put("amount", Long.parseLong(form.get("amount"))).put("amount_received", 0);
    intent.put("currency", form.get("currency")).put("livemode", false);
    intent
        .putObject("metadata")
        .put("order_id", form.get("metadata[order_id]"))
        .put("payment_id", form.get("metadata[payment_id]"));
    intents.put(id, intent);
    return intent;
  }

  private void confirm(HttpExchange exchange, ObjectNode intent, String method) throws IOException {
    String id = intent.get("id").asString();
    switch (method) {
      case DECLINES -> answer(exchange, 402, declined(intent));
      case ASKS -> {
        intent.put("status", "requires_action").putObject("next_action");
        intent.withObject("next_action").put("type", "redirect_to_url");
        intent
            .withObject("next_action")
            .putObject("redirect_to_url")
            .put("url", "https://a.test/3");
        answer(exchange, 200, intent);
      }
      case KEEPS_QUIET -> answer(exchange, 200, intent.put("status", "processing"));
      case PAYS_WHEN_TOLD -> {
        answer(exchange, 200, intent.put("status", "processing"));
        waiting.add(id);
      }
      case CHARGES_TOO_MUCH ->
          answer(exchange, 200, intent.put("status", "processing").put("amount", 1));
      default -> {
        answer(exchange, 200, intent.put("status", "processing"));
        threads.execute(() -> callbacks.accept(succeeded(id)));
      }
    }
  }

  private static ObjectNode refused() {
    ObjectNode body = Json.object();
    body.putObject("error")
        .put("type", "invalid_request_error")
        .put("code", "resource_missing")
        .put("param", "payment_method")
        .put("message", "No such PaymentMethod.");
    return body;
  }

  private static ObjectNode declined(ObjectNode intent) {
    ObjectNode reason = Json.object().put("type", "card_error").put("code", "card_declined");
    reason.put("decline_code", "insufficient_funds").put("message", "Insufficient funds.");
    intent.put("status", "requires_payment_method").set("last_payment_error", reason.deepCopy());
    reason.set("payment_intent", intent);
    ObjectNode body = Json.object();
    body.set("error", reason);
    return body;
  }

  private static void answer(HttpExchange exchange, int status, ObjectNode body) {
    byte[] bytes = Json.bytes(body);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    try (exchange) {
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> form(String body) {
    return Arrays.stream(body.split("&"))
        .filter(pair -> !pair.isEmpty())
        .map(pair -> URLDecoder.decode(pair, StandardCharsets.UTF_8).split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }
}
