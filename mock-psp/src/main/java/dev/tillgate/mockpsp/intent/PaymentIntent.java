package dev.tillgate.mockpsp.intent;

import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.method.TestMethod;
import dev.tillgate.mockpsp.store.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A payment intent as the document the API shows. Each verb makes one move of {@link IntentStatus}
 * and whatever fields go with it; it belongs to one transaction.
 */
final class PaymentIntent {
  private final ObjectNode json;

  PaymentIntent(ObjectNode json) {
    this.json = json;
  }

  ObjectNode json() {
    return json;
  }

  String id() {
    return json.path("id").asString();
  }

  IntentStatus status() {
    return IntentStatus.of(json.path("status").asString());
  }

  long amount() {
    return json.path("amount").asLong();
  }

  boolean capturesLater() {
    return json.path("capture_method").asString().equals("manual");
  }

  /** The id of the method it is to be paid with; null when none is attached. */
  @Nullable String method() {
    return json.path("payment_method").asString(null);
  }

  boolean takes(String methodType) {
    return json.path("payment_method_types")
        .valueStream()
        .map(JsonNode::asString)
        .anyMatch(methodType::equals);
  }

  /** Automatic methods may send the shopper away, so a confirm needs somewhere to come back to. */
  boolean needsReturnUrl() {
    JsonNode automatic = json.path("automatic_payment_methods");
    return automatic.path("enabled").asBoolean(false)
        && !automatic.path("allow_redirects").asString("").equals("never");
  }

  @Nullable String returnUrl() {
    return json.at("/next_action/redirect_to_url/return_url").asString(null);
  }

  /** Refuses a call the present state does not allow. */
  ApiError refuses(String verb) {
    return ApiError.unexpectedState(
        "You cannot %s this PaymentIntent because it has a status of %s."
            .formatted(verb, status().wire()),
        json);
  }

  void attach(TestMethod method) {
    json.put("payment_method", method.id()).putNull("next_action");
    if (status() != IntentStatus.REQUIRES_CONFIRMATION) {
      move(IntentStatus.REQUIRES_CONFIRMATION);
    }
  }

  void requireAction(String page, @Nullable String returnUrl) {
    move(IntentStatus.REQUIRES_ACTION);
    json.putNull("last_payment_error");
    ObjectNode action = Json.object().put("type", "redirect_to_url");
    action.putObject("redirect_to_url").put("return_url", returnUrl).put("url", page);
    json.set("next_action", action);
  }

  void process(String charge) {
    move(IntentStatus.PROCESSING);
    attempted(charge);
  }

  void authorize(String charge) {
    move(IntentStatus.REQUIRES_CAPTURE);
    attempted(charge);
    json.put("amount_capturable", amount());
  }

  void succeed(String charge, long received) {
    move(IntentStatus.SUCCEEDED);
    attempted(charge);
    json.put("amount_capturable", 0).put("amount_received", received);
  }

  /** The attempt failed; the shopper may try with another method. */
  void fail(ObjectNode error, @Nullable String charge) {
    move(IntentStatus.REQUIRES_PAYMENT_METHOD);
    json.putNull("next_action").putNull("payment_method");
    if (charge != null) {
      json.put("latest_charge", charge);
    }
    json.set("last_payment_error", error);
  }

  void cancel(@Nullable String reason, Instant now) {
    move(IntentStatus.CANCELED);
    json.putNull("next_action").put("amount_capturable", 0);
    json.put("canceled_at", now.getEpochSecond()).put("cancellation_reason", reason);
  }

  private void attempted(String charge) {
    json.putNull("next_action").putNull("last_payment_error").put("latest_charge", charge);
  }

  private void move(IntentStatus next) {
    if (!status().mayBecome(next)) {
      throw new IllegalStateException(id() + " cannot go from " + status() + " to " + next);
    }
    json.put("status", next.wire());
  }
}
