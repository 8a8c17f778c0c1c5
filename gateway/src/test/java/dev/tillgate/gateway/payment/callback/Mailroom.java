package dev.tillgate.gateway.payment.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillgate.gateway.payment.callback.scheme.Schemes;
import dev.tillgate.gateway.payment.callback.scheme.SignatureVerifier;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.store.Database;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** A {@link Letterbox} that takes callbacks for others too, and what is passed on. */
final class Mailroom implements AutoCloseable {
  static final String SECRET = "hush-hush";
  static final String OLD_SECRET = "hush-before";
  static final String SQUARE_URL = "https://shop.example/v1/callbacks/square?a=b";
  static final String ADYEN_KEY =
      "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056";

  final Letterbox box;

  Mailroom(Path directory) {
    this(directory, store -> store);
  }

  /**
   * @param store what the callbacks take for the store
   */
  Mailroom(Path directory, UnaryOperator<Database> store) {
    box = new Letterbox(directory, store, sources());
  }

  private static List<Signatory> sources() {
    return List.of(
        source("github", Schemes.gitHub(), SECRET, OLD_SECRET + "@1970-01-01T00:00:00Z"),
        source("shopify", Schemes.shopify(), SECRET),
        source("my-adyen", Schemes.adyen(), ADYEN_KEY),
        source("square", Schemes.square(), SECRET));
  }

  private static Signatory source(String name, SignatureVerifier scheme, String... secrets) {
    List<CallbackSecret> known = List.of(secrets).stream().map(CallbackSecret::parse).toList();
    return new Signatory(name, scheme, known, Optional.of(SQUARE_URL));
  }

  boolean push(String id, String body) {
    return push(id, "push", SECRET, body.getBytes(UTF_8));
  }

  /** A delivery of GitHub's. */
  boolean push(String id, String type, String secret, byte[] body) {
    String signature =
        "sha256=" + HexFormat.of().formatHex(Signer.hmac(secret.getBytes(UTF_8), body));
    return send(
        "github",
        Map.of("X-GitHub-Delivery", id, "X-GitHub-Event", type, "X-Hub-Signature-256", signature),
        body);
  }

  /** A delivery of Shopify's. */
  boolean tell(String id, String topic, String body) {
    return send(
        "shopify",
        Map.of(
            "X-Shopify-Webhook-Id",
            id,
            "X-Shopify-Topic",
            topic,
            "X-Shopify-Triggered-At",
            "2026-11-22T23:59:59.123Z",
            "X-Shopify-Hmac-SHA256",
            base64(SECRET.getBytes(UTF_8), body)),
        body.getBytes(UTF_8));
  }

  /** A delivery of Square's to the URL it was told. */
  boolean square(String url, String body) {
    return send(
        "square",
        Map.of("x-square-hmacsha256-signature", base64(SECRET.getBytes(UTF_8), url + body)),
        body.getBytes(UTF_8));
  }

  boolean adyen(String... items) {
    return send("my-adyen", Map.of(), batch(items).getBytes(UTF_8));
  }

  private static String batch(String... items) {
    return "{\"live\":\"false\",\"notificationItems\":[" + String.join(",", items) + "]}";
  }

  /** An item of Adyen's, signed. */
  static String item(String reference, String event) {
    String signed = reference + "::Shop:order-1:1299:USD:" + event + ":true";
    return """
    {"NotificationRequestItem":{"additionalData":{"hmacSignature":"%s"},"pspReference":"%s",
     "merchantAccountCode":"Shop","merchantReference":"order-1","eventCode":"%s",
     "amount":{"value":1299,"currency":"USD"},"success":"true",
     "eventDate":"2026-11-23T00:00:01+01:00"}}
    """
        .formatted(base64(HexFormat.of().parseHex(ADYEN_KEY), signed), reference, event);
  }

  private static String base64(byte[] key, String content) {
    return Base64.getEncoder().encodeToString(Signer.hmac(key, content.getBytes(UTF_8)));
  }

  private boolean send(String source, Map<String, String> headers, byte[] body) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.put("Content-Type", "application/json");
    all.putAll(headers);
    return box.callbacks.receive(
        source, name -> Optional.ofNullable(all.get(name)).stream().toList(), body);
  }

  /** Every event that was passed on, oldest first. */
  List<JsonNode> passedOn() {
    return box.shop.database.read(tx ->
        tx.query("SELECT payload FROM events WHERE type LIKE 'callback.%' ORDER BY position")
            .map((row, context) -> Json.parse(row.getBytes("payload")))
            .list());
  }

  /** The {@code data} of the only event. */
  JsonNode onlyData() {
    List<JsonNode> events = passedOn();
    if (events.size() != 1) {
      throw new AssertionError("not one event: " + events);
    }
    return events.getFirst().get("data");
  }

  /** From now on no event can be written. */
  void breakTheOutbox() {
    execute(
        "CREATE TRIGGER broken BEFORE INSERT ON events BEGIN SELECT RAISE(ABORT, 'broken'); END");
  }

  void mendTheOutbox() {
    execute("DROP TRIGGER broken");
  }

  private void execute(String sql) {
    box.shop.database.write(tx -> tx.update(sql).execute());
  }

  @Override
  public void close() {
    box.close();
  }
}
