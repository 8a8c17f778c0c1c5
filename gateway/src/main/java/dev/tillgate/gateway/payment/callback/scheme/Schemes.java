package dev.tillgate.gateway.payment.callback.scheme;

import static dev.tillgate.gateway.payment.callback.scheme.EventReader.Part.fixed;
import static dev.tillgate.gateway.payment.callback.scheme.EventReader.Part.header;
import static dev.tillgate.gateway.payment.callback.scheme.EventReader.Part.json;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The schemes we know, each as its provider's manual describes it. */
public final class Schemes {
  /** What the libraries of the providers that sign a time allow. */
  public static final Duration DEFAULT_TOLERANCE = Duration.ofMinutes(5);

  private static final int SHA1_BYTES = 20;
  private static final int SHA256_BYTES = 32;

  private static final SignatureHeader GITHUB_HEADER =
      new SignatureHeader("X-Hub-Signature-256", "sha256=", Encoding.HEX, SHA256_BYTES);
  private static final SignatureHeader SLACK_HEADER =
      new SignatureHeader("X-Slack-Signature", "v0=", Encoding.HEX, SHA256_BYTES);
  private static final SignatureHeader TWILIO_HEADER =
      new SignatureHeader("X-Twilio-Signature", "", Encoding.BASE64, SHA1_BYTES);
  private static final SignatureHeader SHOPIFY_HEADER =
      new SignatureHeader("X-Shopify-Hmac-SHA256", "", Encoding.BASE64, SHA256_BYTES);
  private static final SignatureHeader SQUARE_HEADER =
      new SignatureHeader("x-square-hmacsha256-signature", "", Encoding.BASE64, SHA256_BYTES);

  private static final Map<String, Function<Duration, SignatureVerifier>> BY_NAME =
      new TreeMap<>(
          Map.of(
              "stripe", Schemes::stripe,
              "standard-webhooks", Schemes::standardWebhooks,
              "github", unused -> gitHub(),
              "slack", Schemes::slack,
              "twilio", unused -> twilio(),
              "adyen", unused -> adyen(),
              "shopify", unused -> shopify(),
              "square", unused -> square()));

  private Schemes() {}

  /** The names of the schemes, as settings give them, in the order of the alphabet. */
  public static Set<String> names() {
    return Collections.unmodifiableSet(BY_NAME.keySet());
  }

  /**
   * The scheme of this name; empty when we know none.
   *
   * @param tolerance for the schemes that sign a time
   */
  public static Optional<SignatureVerifier> named(String name, Duration tolerance) {
    return Optional.ofNullable(BY_NAME.get(name)).map(scheme -> scheme.apply(tolerance));
  }

  /**
   * Stripe (Stripe's manual, "Verify webhook signatures manually"): {@code Stripe-Signature:
   * t=<seconds>,v1=<hex>}, HMAC-SHA256 under the whole secret, {@code whsec_} included, over {@code
   * t}, a dot and the body. Id, type and time stand in the body.
   */
  public static SignatureVerifier stripe(Duration tolerance) {
    return new DescribedScheme(
        StripeHeader::read,
        Proof.Hmac.UNDER_TEXT,
        tolerance,
        EventReader.of(json("/id"), json("/type"), json("/created")),
        Habits.PLAIN);
  }

  /**
   * Standard Webhooks 1.0.0: the key is what follows {@code whsec_}, in base64, or a public key
   * {@code whpk_…}. The type and the event's time stand in the body by recommendation only; else
   * the time is the attempt's.
   */
  public static SignatureVerifier standardWebhooks(Duration tolerance) {
    return new DescribedScheme(
        StandardWebhooksHeader::read,
        StandardWebhooksHeader::under,
        tolerance,
        EventReader.of(
            header("webhook-id"),
            json("/type").or(fixed("untyped")),
            json("/timestamp").or(header("webhook-timestamp"))),
        Habits.PLAIN);
  }

  /**
   * GitHub (GitHub's manual, "Validating webhook deliveries" and "Webhook events and payloads"):
   * HMAC-SHA256 in hex over the body. Id and type stand in headers that are not signed, and there
   * is no time: who holds one genuine delivery can send it again under another id or type, and if
   * it is the first to arrive the type is his. Every event's body is unlike any other's, so the
   * same body again is no second event, whatever its headers say.
   */
  public static SignatureVerifier gitHub() {
    return timeless(
        GITHUB_HEADER,
        Proof.Hmac.UNDER_TEXT,
        EventReader.of(
            header("X-GitHub-Delivery"), header("X-GitHub-Event"), EventReader.Part.NONE),
        Habits.Repetition.BY_BODY);
  }

  /**
   * Slack (Slack's manual, "Verifying requests from Slack"): HMAC-SHA256 in hex over {@code
   * v0:timestamp:body}. A body without an event, such as a slash command's, is known by its
   * SHA-256.
   */
  public static SignatureVerifier slack(Duration tolerance) {
    return new DescribedScheme(
        Schemes::slackClaim,
        Proof.Hmac.UNDER_TEXT,
        tolerance,
        EventReader.of(
            json("/event_id").or(Schemes::bodyFingerprint),
            json("/event/type").or(json("/type")).or(fixed("untyped")),
            json("/event_time").or(header("X-Slack-Request-Timestamp"))),
        Habits.PLAIN);
  }

  /**
   * Twilio ({@link TwilioContent} has the manual and what is signed): HMAC-SHA1 in base64. No time
   * is signed; the fingerprint of what is signed is the id, so that a repetition is known.
   */
  public static SignatureVerifier twilio() {
    return new DescribedScheme(
        delivery ->
            List.of(Claim.of(TWILIO_HEADER.signature(delivery), TwilioContent.of(delivery))),
        Proof.Hmac.SHA1_UNDER_TEXT,
        Duration.ZERO,
        EventReader.of(
            TwilioContent::fingerprint,
            TwilioContent.parameter("MessageStatus")
                .or(TwilioContent.parameter("CallStatus"))
                .or(fixed("untyped")),
            EventReader.Part.NONE),
        Habits.PLAIN.signingUrl());
  }

  /**
   * Adyen's standard webhooks ({@link AdyenItems} has the manual and what is signed): HMAC-SHA256
   * in base64 under the key's hex, one in each item of the body; all have to hold. Adyen takes
   * {@code [accepted]} for an answer.
   */
  public static SignatureVerifier adyen() {
    return new DescribedScheme(
        AdyenItems::read,
        Proof.Hmac.UNDER_HEX,
        Duration.ZERO,
        AdyenItems::events,
        Habits.PLAIN.acknowledgedBy("[accepted]").inBatches(AdyenItems::parts));
  }

  /**
   * Shopify (Shopify's manual, "Deliver webhooks through HTTPS"): HMAC-SHA256 in base64 over the
   * body under the app's client secret. Id, type and time stand in headers that are not signed: who
   * holds one genuine delivery can send it again under other ones. Shopify sends the same body for
   * several types ({@code orders/create} and {@code orders/paid}), so only the same body under the
   * same type is no second event: believe the body, not the type.
   */
  public static SignatureVerifier shopify() {
    return timeless(
        SHOPIFY_HEADER,
        Proof.Hmac.UNDER_TEXT,
        EventReader.of(
            header("X-Shopify-Webhook-Id"),
            header("X-Shopify-Topic"),
            header("X-Shopify-Triggered-At")),
        Habits.Repetition.BY_TYPE_AND_BODY);
  }

  /**
   * Square (Square's manual, "Verify and validate an event notification"): HMAC-SHA256 in base64
   * over the notification URL and the body. Id, type and time stand in the body.
   */
  public static SignatureVerifier square() {
    return new DescribedScheme(
        delivery ->
            List.of(
                Claim.of(
                    SQUARE_HEADER.signature(delivery),
                    delivery.configuredUrl().getBytes(UTF_8),
                    delivery.body())),
        Proof.Hmac.UNDER_TEXT,
        Duration.ZERO,
        EventReader.of(json("/event_id"), json("/type"), json("/created_at")),
        Habits.PLAIN.signingUrl());
  }

  private static SignatureVerifier timeless(
      SignatureHeader header, Proof proof, EventReader events, Habits.Repetition repetition) {
    return new DescribedScheme(
        delivery -> List.of(Claim.of(header.signature(delivery), delivery.body())),
        proof,
        Duration.ZERO,
        events,
        Habits.PLAIN.repeating(repetition));
  }

  private static List<Claim> slackClaim(Delivery delivery) {
    byte[] signature = SLACK_HEADER.signature(delivery);
    Claim.Timestamp time = new Claim.Timestamp(delivery.header("X-Slack-Request-Timestamp"));
    return List.of(Claim.at(time, List.of(signature), "v0:" + time.text() + ':', delivery.body()));
  }

  private static Optional<String> bodyFingerprint(Delivery delivery, JsonNode unused) {
    return Optional.of(Fingerprint.of(delivery.body()));
  }
}
