package dev.tillgate.system.playground;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A shop that sells through the gateway, over its REST API. Thread-safe. */
public final class Shop {
  static final String CURRENCY = "usd";

  private static final JsonMapper MAPPER = new JsonMapper();

  private final HttpClient http;
  private final Supplier<String> keys;

  /**
   * A shop with nothing on its shelf.
   *
   * @param keys gives an idempotency key nobody has used, each time it is asked
   */
  public Shop(HttpClient http, Supplier<String> keys) {
    this.http = http;
    this.keys = keys;
  }

  /** The plain client below. */
  public HttpClient http() {
    return http;
  }

  /** Puts a product on the shelf. */
  public void offer(String sku, String name, long unitAmountMinor, int stock) {
    ObjectNode product = MAPPER.createObjectNode();
    product.put("name", name).put("unit_amount", unitAmountMinor);
    product.put("currency", CURRENCY).put("stock", stock);
    http.put("/v1/products/" + sku, product.toString()).expect(200);
  }

  /** The product with its {@code stock}, {@code reserved} and {@code available}. */
  public JsonNode product(String sku) {
    return http.get("/v1/products/" + sku).expect(200).json();
  }

  /** Checks out under a new key, waiting as the gateway likes. */
  public Reply checkOut(Purchase purchase, String... headers) {
    return checkOut(keys.get(), purchase, headers);
  }

  /** Checks out under that key. */
  public Reply checkOut(String key, Purchase purchase, String... headers) {
    return http.post("/v1/checkouts", purchase.json(), with(key, headers));
  }

  /** Pays a declined order with another method. */
  public Reply payAgain(String order, String method, String... headers) {
    return payUnder(keys.get(), order, method, headers);
  }

  /** Pays a declined order with another method, under that key. */
  public Reply payUnder(String key, String order, String method, String... headers) {
    ObjectNode body = MAPPER.createObjectNode();
    body.putObject("payment").put("method", method);
    return http.post("/v1/orders/" + order + "/payments", body.toString(), with(key, headers));
  }

  /** Cancels the order, under that key. */
  public Reply cancel(String key, String order) {
    return http.post("/v1/orders/" + order + "/cancel", "{}", with(key));
  }

  /** Refunds so much of the order, under that key. */
  public Reply refund(String key, String order, long amountMinor) {
    String body = MAPPER.createObjectNode().put("amount", amountMinor).toString();
    return http.post("/v1/orders/" + order + "/refunds", body, with(key));
  }

  /** The order as it is. */
  public JsonNode order(String id) {
    return http.get("/v1/orders/" + id).expect(200).json();
  }

  /** The order once it is finished, or as it is when the patience (60 s at most) is used up. */
  public JsonNode finished(String id, Duration patience) {
    return http.get("/v1/orders/" + id, "Prefer", "wait=" + patience.toSeconds())
        .expect(200)
        .json();
  }

  /** The orders of that shopper, newest first. */
  public List<JsonNode> ordersOf(String email) {
    return list("/v1/orders?limit=100&email=" + email);
  }

  /** All orders, newest first. */
  public List<JsonNode> orders() {
    return list("/v1/orders?limit=100");
  }

  /** The order's whole timeline. */
  public JsonNode timeline(String order) {
    return http.get("/v1/orders/" + order + "/timeline").expect(200).json();
  }

  /** All events, oldest first. */
  public List<JsonNode> events() {
    return list("/v1/events?limit=100").reversed();
  }

  /** The order's events, oldest first. */
  public List<JsonNode> eventsOf(String order) {
    return events().stream()
        .filter(event -> event.path("order_id").asString("").equals(order))
        .toList();
  }

  /** The order's deliveries, newest first. */
  public List<JsonNode> deliveriesOf(String order) {
    return list("/v1/deliveries?limit=100&order=" + order);
  }

  /** Has events of those types sent there; returns the secret that signs them. */
  public String subscribe(URI url, String... eventTypes) {
    ObjectNode endpoint = MAPPER.createObjectNode().put("url", url.toString());
    List.of(eventTypes).forEach(endpoint.putArray("event_types")::add);
    return http.post("/v1/webhook-endpoints", endpoint.toString()).expect(201).text("/secret");
  }

  /** All pages of a list. */
  private List<JsonNode> list(String path) {
    List<JsonNode> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = http.get(path + cursor).expect(200).json();
      page.path("data").forEach(all::add);
      cursor = "&cursor=" + page.path("next_cursor").asString("");
    } while (!cursor.equals("&cursor="));
    return all;
  }

  private static String[] with(String key, String... headers) {
    return Stream.concat(Stream.of("Idempotency-Key", key), Stream.of(headers))
        .toArray(String[]::new);
  }
}
