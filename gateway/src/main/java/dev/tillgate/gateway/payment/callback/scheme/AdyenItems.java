package dev.tillgate.gateway.payment.callback.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillgate.gateway.platform.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The items of one of Adyen's standard webhooks (Adyen's manual, "Verify HMAC signatures",
 * "Standard webhooks"): each carries its own signature in {@code additionalData.hmacSignature},
 * over eight of its values with a colon between. Everything else in the item is not signed, its
 * {@code eventDate} among it.
 */
final class AdyenItems {
  private static final String ITEMS = "notificationItems";
  private static final int ITEMS_MAX = 100;
  private static final int SIGNATURE_BYTES = 32;

  /** What is signed, in this order. */
  private static final List<String> SIGNED =
      List.of(
          "/pspReference",
          "/originalReference",
          "/merchantAccountCode",
          "/merchantReference",
          "/amount/value",
          "/amount/currency",
          "/eventCode",
          "/success");

  /** The one signed value the shopper may have had a hand in. */
  private static final String FREE_TEXT = "/merchantReference";

  private AdyenItems() {}

  /** A claim for every item of the batch. */
  static List<Claim> read(Delivery delivery) {
    return items(delivery).stream().map(AdyenItems::claim).toList();
  }

  /**
   * An event for every item, known by {@code pspReference:eventCode:success}: the first two are
   * Adyen's mark of a duplicate, and an authorisation that failed may succeed later.
   */
  static List<SignedEvent> events(Delivery delivery) {
    return items(delivery).stream().map(AdyenItems::event).toList();
  }

  /** A batch of its own for every item, so that each can be kept and read by itself. */
  static List<byte[]> parts(byte[] body) {
    JsonNode batch = EventReader.json(body);
    JsonNode entries = batch.path(ITEMS);
    return entries.size() == 1
        ? List.of(body)
        : entries
            .valueStream()
            .map(entry -> Json.text(alone(batch, entry)).getBytes(UTF_8))
            .toList();
  }

  private static JsonNode alone(JsonNode batch, JsonNode entry) {
    ObjectNode alone = (ObjectNode) batch.deepCopy();
    alone.set(ITEMS, Json.array().add(entry));
    return alone;
  }

  private static SignedEvent event(JsonNode item) {
    String type = value(item, "/eventCode");
    return new SignedEvent(
        String.join(":", value(item, "/pspReference"), type, value(item, "/success")),
        type,
        EventReader.instant(value(item, "/eventDate")));
  }

  private static List<JsonNode> items(Delivery delivery) {
    JsonNode batch = EventReader.json(delivery.body()).path(ITEMS);
    if (batch.size() > ITEMS_MAX) {
      throw new Refusal("too-many-signatures");
    }
    List<JsonNode> items = new ArrayList<>();
    batch.forEach(entry -> items.add(entry.path("NotificationRequestItem")));
    return items;
  }

  private static Claim claim(JsonNode item) {
    String signature = value(item, "/additionalData/hmacSignature");
    if (signature.isEmpty()) {
      throw new Refusal("no-signature");
    }
    return Claim.of(
        Encoding.BASE64
            .strictly(signature)
            .filter(bytes -> bytes.length == SIGNATURE_BYTES)
            .orElseThrow(() -> new Refusal("malformed-signature")),
        content(item).getBytes(UTF_8));
  }

  private static String content(JsonNode item) {
    return SIGNED.stream().map(pointer -> signed(item, pointer)).collect(Collectors.joining(":"));
  }

  private static String signed(JsonNode item, String pointer) {
    String value = value(item, pointer);
    // Adyen escapes nothing: with colons elsewhere, the same signature would fit other values.
    if (value.indexOf(':') >= 0 && !pointer.equals(FREE_TEXT)) {
      throw new Refusal("malformed-body");
    }
    return value;
  }

  /** The empty text for what is not there, as Adyen signs it. */
  private static String value(JsonNode item, String pointer) {
    JsonNode node = item.at(pointer);
    return node.isBoolean() ? node.toString() : EventReader.text(node).orElse("");
  }
}
