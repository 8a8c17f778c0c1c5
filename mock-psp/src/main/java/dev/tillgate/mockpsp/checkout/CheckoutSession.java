package dev.tillgate.mockpsp.checkout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Checkout Session as the document the API shows. Each verb makes one move of {@link
 * SessionStatus} and whatever fields go with it; it belongs to one transaction.
 */
final class CheckoutSession {
  private final ObjectNode json;

  CheckoutSession(ObjectNode json) {
    this.json = json;
  }

  ObjectNode json() {
    return json;
  }

  String id() {
    return json.path("id").asString();
  }

  SessionStatus status() {
    return SessionStatus.of(json.path("status").asString());
  }

  boolean isOpen() {
    return status() == SessionStatus.OPEN;
  }

  long amount() {
    return json.path("amount_total").asLong();
  }

  String currency() {
    return json.path("currency").asString();
  }

  Instant expiresAt() {
    return Instant.ofEpochSecond(json.path("expires_at").asLong());
  }

  /** Null until the shopper first presses Pay. */
  @Nullable String intent() {
    return text("payment_intent");
  }

  /** The shop's page for a shopper who gives up; null when it named none. */
  @Nullable String cancelUrl() {
    return text("cancel_url");
  }

  /** The shop's page for one who has paid, with this session's id filled in. */
  String successUrl() {
    return json.path("success_url").asString().replace(SessionDraft.ID_IN_URL, id());
  }

  /** The address the shop already knows; null when it asks the shopper. */
  @Nullable String customerEmail() {
    return text("customer_email");
  }

  /** A text of the document; null when it has none there. */
  @Nullable String text(String field) {
    JsonNode value = json.path(field);
    return value.isString() ? value.asString() : null;
  }

  /** Who pays, as the shopper typed it. */
  void name(String email, String name) {
    json.set("customer_details", SessionDocument.customer(email, name));
  }

  /** The intent belongs to the customer the session is for. */
  void setCustomerOf(ObjectNode intent) {
    intent.set("customer", json.path("customer"));
  }

  void begin(String intent) {
    json.put("payment_intent", intent);
  }

  void complete() {
    move(SessionStatus.COMPLETE);
  }

  void paid() {
    json.put("payment_status", "paid");
  }

  boolean isPaid() {
    return json.path("payment_status").asString().equals("paid");
  }

  void expire() {
    move(SessionStatus.EXPIRED);
  }

  private void move(SessionStatus next) {
    if (!status().mayBecome(next)) {
      throw new IllegalStateException(id() + " cannot go from " + status() + " to " + next);
    }
    json.put("status", next.wire()).putNull("url");
  }
}
