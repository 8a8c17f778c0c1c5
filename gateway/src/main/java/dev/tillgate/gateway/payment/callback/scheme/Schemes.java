package dev.tillgate.gateway.payment.callback.scheme;

import static dev.tillgate.gateway.payment.callback.scheme.EventReader.Part.fixed;
import static dev.tillgate.gateway.payment.callback.scheme.EventReader.Part.header;
import static dev.tillgate.gateway.payment.callback.scheme.EventReader.Part.json;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The schemes we know, each as its provider's manual describes it. */
public final class Schemes {
  /** What the libraries of the providers that sign a time allow. */
  public static final Duration DEFAULT_TOLERANCE = Duration.ofMinutes(5);

  private static final int SHA1_BYTES = 20;
  private static final int SHA256_BYTES = 32;
  private static final String BY_STATUS = "";

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

  private Schemes() {}

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
        BY_STATUS);
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
        BY_STATUS);
  }

  /**
   * GitHub (GitHub's manual, "Validating webhook deliveries" and "Webhook events and payloads"):
   * HMAC-SHA256 in hex over the body. Id and type stand in headers that are not signed, and there
   * is no time: who holds one genuine delivery can send it again under another id.
   */
  public static SignatureVerifier gitHub() {
    return timeless(
        GITHUB_HEADER,
        Proof.Hmac.UNDER_TEXT,
        EventReader.of(
            header("X-GitHub-Delivery"), header("X-GitHub-Event"), EventReader.Part.NONE));
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
        BY_STATUS);
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
        BY_STATUS);
  }

  /**
   * Adyen's standard webhooks ({@link AdyenItems} has the manual and what is signed): HMAC-SHA256
   * in base64 under the key's hex, one in each item of the body; all have to hold. Adyen takes
   * {@code [accepted]} for an answer.
   */
  public static SignatureVerifier adyen() {
    return new DescribedScheme(
        AdyenItems::read, Proof.Hmac.UNDER_HEX, Duration.ZERO, AdyenItems::events, "[accepted]");
  }

  /**
   * Shopify (Shopify's manual, "Deliver webhooks through HTTPS"): HMAC-SHA256 in base64 over the
   * body under the app's client secret. Id, type and time stand in headers that are not signed: who
   * holds one genuine delivery can send it again under another id.
   */
  public static SignatureVerifier shopify() {
    return timeless(
        SHOPIFY_HEADER,
        Proof.Hmac.UNDER_TEXT,
        EventReader.of(
            header("X-Shopify-Webhook-Id"),
            header("X-Shopify-Topic"),
            header("X-Shopify-Triggered-At")));
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
        BY_STATUS);
  }

  private static SignatureVerifier timeless(
      SignatureHeader header, Proof proof, EventReader events) {
    return new DescribedScheme(
        delivery -> List.of(Claim.of(header.signature(delivery), delivery.body())),
        proof,
        Duration.ZERO,
        events,
        BY_STATUS);
  }

  private static List<Claim> slackClaim(Delivery delivery) {
    byte[] signature = SLACK_HEADER.signature(delivery);
    Claim.Timestamp time = new Claim.Timestamp(delivery.header("X-Slack-Request-Timestamp"));
    return List.of(Claim.at(time, List.of(signature), "v0:" + time.text() + ':', delivery.body()));
  }

  private static Optional<String> bodyFingerprint(Delivery delivery, JsonNode unused) {
    return Optional.of("sha256_" + TwilioContent.sha256(delivery.body()));
  }
}
