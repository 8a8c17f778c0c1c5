package dev.tillgate.gateway.payment.adyen;

import dev.tillgate.gateway.payment.callback.CallbackSource;
import dev.tillgate.gateway.payment.callback.ProviderEvent;
import dev.tillgate.gateway.payment.callback.scheme.SignatureVerifier;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.payment.provider.News;
import dev.tillgate.gateway.platform.http.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The items of Adyen's standard webhooks (Adyen's manual, "Webhook event types"), each a batch of
 * one by the time it is read here. A payment is known by our reference.
 *
 * <p>Only eight values of an item are signed. Of the others the reason of a refusal is shown and
 * the date kept, and neither moves anything; {@code live} is not believed, for the secret is the
 * account's and the account is either.
 */
public final class AdyenCallbacks implements CallbackSource {
  private final SignatureVerifier scheme;
  private final boolean livemode;

  /**
   * @param livemode whether the account moves real money
   */
  public AdyenCallbacks(SignatureVerifier scheme, boolean livemode) {
    this.scheme = scheme;
    this.livemode = livemode;
  }

  @Override
  public String provider() {
    return "adyen";
  }

  @Override
  public SignatureVerifier scheme() {
    return scheme;
  }

  @Override
  public ProviderEvent parse(byte[] body) {
    JsonNode item = item(body);
    String type = text(item, "eventCode");
    boolean success = item.path("success").asString("").equals("true");
    return new ProviderEvent(
        String.join(":", text(item, "pspReference"), type, Boolean.toString(success)),
        type,
        time(item),
        livemode,
        news(item, type, success));
  }

  private News news(JsonNode item, String type, boolean success) {
    return switch (type) {
      case "AUTHORISATION" -> success ? paid(item) : declined(item);
      case "CANCELLATION", "TECHNICAL_CANCEL" ->
          success ? of(item, IntentStatus.CANCELED, Optional.empty()) : new News.Nothing();
      case "CAPTURE" -> success ? paid(item) : refused("a capture failed");
      case "CAPTURE_FAILED" -> refused("a capture failed");
      default -> new News.Nothing();
    };
  }

  /** With an account that captures at once, authorised is paid. */
  private News paid(JsonNode item) {
    return of(item, IntentStatus.SUCCEEDED, Optional.empty());
  }

  private News declined(JsonNode item) {
    Intent.Decline decline = AdyenAnswers.decline(item.path("reason").asString(""));
    return of(item, IntentStatus.REQUIRES_PAYMENT_METHOD, Optional.of(decline));
  }

  /** Money that was promised does not come: kept unread, for a person. */
  private static News refused(String what) {
    throw new IllegalArgumentException(what);
  }

  private News of(JsonNode item, IntentStatus status, Optional<Intent.Decline> decline) {
    JsonNode amount = item.path("amount");
    if (!amount.path("value").isIntegralNumber()) {
      throw new IllegalArgumentException("'amount.value' is not an integer");
    }
    long value = amount.path("value").longValue();
    String currency = text(amount, "currency").toLowerCase(Locale.ROOT);
    return new News.OfIntent(
        new Intent(
            text(item, "merchantReference"),
            status,
            new Intent.Amount(value, status == IntentStatus.SUCCEEDED ? value : 0, currency),
            new Intent.Situation(livemode, decline, Optional.empty()),
            Map.of()));
  }

  private static JsonNode item(byte[] body) {
    try {
      JsonNode items = Json.parse(body).path("notificationItems");
      return items.path(0).path("NotificationRequestItem");
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not one well-formed JSON value");
    }
  }

  private static Instant time(JsonNode item) {
    try {
      return OffsetDateTime.parse(text(item, "eventDate")).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'eventDate' is not a time");
    }
  }

  private static String text(JsonNode item, String name) {
    String text = item.path(name).asString("");
    if (text.isEmpty() || text.length() > 255) {
      throw new IllegalArgumentException("'" + name + "' is not a text");
    }
    return text;
  }
}
