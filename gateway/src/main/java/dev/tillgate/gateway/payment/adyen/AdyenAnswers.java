package dev.tillgate.gateway.payment.adyen;

import dev.tillgate.gateway.payment.exchange.Reason;
import dev.tillgate.gateway.payment.exchange.Received;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.IntentStatus;
import dev.tillgate.gateway.payment.provider.Psp.Confirmation;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import dev.tillgate.gateway.platform.http.Json;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Says what an answer of Adyen's means for the payment ("Payment result codes", "API error codes",
 * "API idempotency"). Where it does not say for certain, it is {@link PspAnswer.Unknown}.
 */
final class AdyenAnswers {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Set<Integer> NOT_LET_IN = Set.of(401, 403);

  /** What Adyen says while the first call under the same key still runs. */
  private static final String STILL_RUNNING = "704";

  /** The result codes that leave no doubt. What is refused cannot be tried again. */
  private static final Map<String, IntentStatus> RESULTS =
      Map.ofEntries(
          Map.entry("Authorised", IntentStatus.SUCCEEDED),
          Map.entry("Refused", IntentStatus.REQUIRES_PAYMENT_METHOD),
          Map.entry("Error", IntentStatus.REQUIRES_PAYMENT_METHOD),
          Map.entry("Cancelled", IntentStatus.CANCELED),
          Map.entry("RedirectShopper", IntentStatus.REQUIRES_ACTION),
          Map.entry("IdentifyShopper", IntentStatus.REQUIRES_ACTION),
          Map.entry("ChallengeShopper", IntentStatus.REQUIRES_ACTION),
          Map.entry("PresentToShopper", IntentStatus.REQUIRES_ACTION),
          Map.entry("Pending", IntentStatus.PROCESSING),
          Map.entry("Received", IntentStatus.PROCESSING));

  private final boolean livemode;

  AdyenAnswers(boolean livemode) {
    this.livemode = livemode;
  }

  /** What became of {@code POST /payments}. */
  PspAnswer<Intent> payment(Confirmation asked, Received received) {
    JsonNode body = json(received.body());
    if (received.status() / 100 != 2) {
      return refusal(received, body);
    }
    String result = text(body, "/resultCode").orElse("no result code");
    String reference = text(body, "/merchantReference").orElse(asked.providerPaymentId());
    IntentStatus status = RESULTS.get(result);
    if (status == null || !reference.equals(asked.providerPaymentId())) {
      return unknown(received, result + " for " + reference);
    }
    return new PspAnswer.Told<>(
        new Intent(
            reference, status, amount(asked, body, status), situation(body, status), Map.of()));
  }

  /** What became of {@code POST /cancels}: taken in is not done. */
  PspAnswer<Intent> cancel(Received received) {
    return received.status() / 100 == 2
        ? unknown(received, "the cancel is under way")
        : refusal(received, json(received.body()));
  }

  /** An intent nothing else is known of. */
  Intent intent(String reference, IntentStatus status, Intent.Amount amount) {
    return new Intent(
        reference,
        status,
        amount,
        new Intent.Situation(livemode, Optional.empty(), Optional.empty()),
        Map.of());
  }

  private static Intent.Amount amount(Confirmation asked, JsonNode body, IntentStatus status) {
    long value = body.at("/amount/value").asLong(asked.amountMinor());
    String currency = text(body, "/amount/currency").orElse(asked.currency());
    return new Intent.Amount(
        value, status == IntentStatus.SUCCEEDED ? value : 0, currency.toLowerCase(Locale.ROOT));
  }

  private Intent.Situation situation(JsonNode body, IntentStatus status) {
    boolean declined = status == IntentStatus.REQUIRES_PAYMENT_METHOD;
    return new Intent.Situation(
        livemode,
        declined ? Optional.of(decline(text(body, "/refusalReason").orElse(""))) : Optional.empty(),
        text(body, "/action/url"));
  }

  /** Adyen's reason as one word: {@code Not enough balance} is {@code not_enough_balance}. */
  static Intent.Decline decline(String reason) {
    String word = reason.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    String code = word.replaceAll("^_|_$", "");
    return new Intent.Decline(
        "card_declined",
        code.isEmpty() ? "refused" : code.substring(0, Math.min(code.length(), 80)));
  }

  private static PspAnswer<Intent> refusal(Received received, JsonNode body) {
    Optional<String> code = text(body, "/errorCode");
    int status = received.status();
    if (status == TOO_MANY_REQUESTS || NOT_LET_IN.contains(status)) {
      return new PspAnswer.NotSent<>(reason(status, code), received.retryAfter());
    }
    boolean understood = status == 400 || status == 422;
    if (!understood || code.isEmpty() || code.get().equals(STILL_RUNNING)) {
      return unknown(received, code.orElse("no error code"));
    }
    return new PspAnswer.Refused<>(code.get(), Optional.empty(), text(body, "/message").orElse(""));
  }

  private static PspAnswer<Intent> unknown(Received received, String why) {
    return new PspAnswer.Unknown<>(
        reason(received.status(), Optional.of(why)), received.retryAfter());
  }

  private static String reason(int status, Optional<String> what) {
    return Reason.of(status + what.map(word -> " " + word).orElse(""));
  }

  private static Optional<String> text(JsonNode body, String pointer) {
    return body.at(pointer).stringValueOpt().filter(text -> !text.isEmpty());
  }

  private static JsonNode json(byte[] body) {
    try {
      return Json.parse(body);
    } catch (JacksonException | IllegalArgumentException e) {
      return Json.object(); // A page of some other server.
    }
  }
}
