package dev.tillgate.gateway.payment.callback.debugger;

import dev.tillgate.gateway.payment.callback.debugger.Diagnosis.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Why a scheme cannot read a signature at all. */
final class HeaderCauses {
  /** The header each scheme signs in (the providers' manuals; {@code Schemes} names them). */
  private static final Map<String, String> HEADERS =
      new TreeMap<>(
          Map.of(
              "Stripe-Signature", "Stripe",
              "webhook-signature", "Standard Webhooks",
              "svix-signature", "Svix, the older name of Standard Webhooks",
              "X-Hub-Signature-256", "GitHub",
              "X-Slack-Signature", "Slack",
              "X-Twilio-Signature", "Twilio",
              "X-Shopify-Hmac-SHA256", "Shopify",
              "x-square-hmacsha256-signature", "Square",
              "PAYPAL-TRANSMISSION-SIG", "PayPal"));

  private static final Map<String, String> TEXTS =
      Map.of(
          "no-signature", "There is no signature where the scheme has it.",
          "duplicate-header", "The header is there more than once.",
          "header-too-long", "The header is longer than any the provider sends.",
          "malformed-header", "The header is not written as the provider writes it.",
          "malformed-timestamp", "The time is missing, there twice, or not in seconds.",
          "no-v1", "The header has no signature of the version v1.",
          "too-many-signatures", "The header has more signatures than any the provider sends.",
          "no-configured-url", "The scheme signs the URL, and none is configured.");

  private HeaderCauses() {}

  static List<Cause> of(Trial trial, GivenHeaders given, String provider) {
    List<Cause> causes = new ArrayList<>();
    otherScheme(trial, given, provider).ifPresent(causes::add);
    wrongHeader(trial, given).ifPresent(causes::add);
    causes.add(
        new Cause(
            trial.reason(),
            TEXTS.getOrDefault(
                trial.reason(), "The signature is not written as the provider writes it.")));
    return causes;
  }

  /** The header of some other scheme. */
  private static Optional<Cause> otherScheme(Trial trial, GivenHeaders given, String provider) {
    return trial.reason().equals("no-signature")
        ? HEADERS.entrySet().stream()
            .filter(header -> given.has(header.getKey()))
            .findFirst()
            .map(header ->
                new Cause(
                    "other-scheme",
                    "It carries "
                        + header.getKey()
                        + ", the header of "
                        + header.getValue()
                        + "; that is not how '"
                        + provider
                        + "' signs."))
        : Optional.empty();
  }

  /** What the scheme looks for, under another name. */
  private static Optional<Cause> wrongHeader(Trial trial, GivenHeaders given) {
    return trial.reason().equals("no-signature")
        ? given.entries().stream()
            .filter(header -> trial.isReadWith(header.getValue()))
            .findFirst()
            .map(header ->
                new Cause(
                    "wrong-header",
                    "What the scheme looks for stands in the header "
                        + header.getKey()
                        + ": something on the way renamed it."))
        : Optional.empty();
  }
}
