package dev.tillgate.gateway.payment.callback.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the providers publish to try an implementation with; nothing official exists for Shopify and
 * Square, so those are signed here, apart from what they test.
 */
public final class Samples {
  static final String TWILIO_FORM =
      "To=%2B18005551212&Digits=1234&From=%2B14158675309"
          + "&Caller=%2B14158675309&CallSid=CA1234567890ABCDE";
  private static final String SQUARE_BODY =
      """
      {"event_id":"sq_1","type":"payment.updated","created_at":"2026-11-22T23:59:59Z"}\
      """;

  private Samples() {}

  public static Stream<Sample> all() {
    return Stream.of(
        stripe(),
        standardWebhooks(),
        gitHub(),
        slack(),
        twilio(),
        twilioJson(),
        adyen(),
        shopify(),
        square());
  }

  /** Those with the signature in a header. */
  static Stream<Sample> withHeader() {
    return all().filter(sample -> !sample.signatureHeader().isEmpty());
  }

  /** Those that sign a time. */
  static Stream<Sample> withTime() {
    return Stream.of(stripe(), standardWebhooks(), slack());
  }

  /** Those that sign the URL. */
  static Stream<Sample> withUrl() {
    return Stream.of(twilio(), twilioJson(), square());
  }

  public static Sample stripe() {
    return Sample.of(
            Schemes.stripe(Schemes.DEFAULT_TOLERANCE),
            "Stripe-Signature",
            "t=1700000000,v1=248a374f50f943a28b0f6ab50faf9a7e7e29b710fa26df9fb1618b9bf8ea9c9a",
            "{\"id\":\"evt_1\"}",
            "whsec_test_secret")
        .atSeconds(1_700_000_000);
  }

  public static Sample standardWebhooks() {
    return Sample.of(
            Schemes.standardWebhooks(Schemes.DEFAULT_TOLERANCE),
            "webhook-signature",
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            "{\"test\": 2432232314}",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        .with("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
        .with("webhook-timestamp", "1614265330")
        .withOtherSecret("whsec_AAAA9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        .atSeconds(1_614_265_330);
  }

  public static Sample gitHub() {
    return Sample.of(
            Schemes.gitHub(),
            "X-Hub-Signature-256",
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
            "Hello, World!",
            "It's a Secret to Everybody")
        .with("X-GitHub-Delivery", "72d3162e-cc78-11e3-81ab-4c9367dc0958")
        .with("X-GitHub-Event", "push");
  }

  public static Sample slack() {
    return Sample.of(
            Schemes.slack(Schemes.DEFAULT_TOLERANCE),
            "X-Slack-Signature",
            "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
            "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
                + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA"
                + "&user_name=roadrunner&command=%2Fwebhook-collect&text="
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J"
                + "%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
            "8f742231b10e8888abcd99yyyzzz85a5")
        .with("X-Slack-Request-Timestamp", "1531420618")
        .atSeconds(1_531_420_618);
  }

  public static Sample twilio() {
    return Sample.of(
            Schemes.twilio(),
            "X-Twilio-Signature",
            "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
            TWILIO_FORM,
            "12345")
        .with("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8");
  }

  public static Sample twilioJson() {
    return Sample.of(
            Schemes.twilio(),
            "X-Twilio-Signature",
            "a9nBmqA0ju/hNViExpshrM61xv4=",
            "{\"property\": \"value\", \"boolean\": true}",
            "12345")
        .with("Content-Type", "application/json");
  }

  public static Sample adyen() {
    return Sample.of(
            Schemes.adyen(),
            "",
            "",
            adyenBatch(adyenItem()),
            "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056")
        .withOtherSecret("54782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056");
  }

  static String adyenItem() {
    return """
    {"additionalData":{"hmacSignature":"coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0="},
     "pspReference":"7914073381342284","merchantAccountCode":"TestMerchant",
     "merchantReference":"TestPayment-1407325143704","amount":{"value":1130,"currency":"EUR"},
     "eventCode":"AUTHORISATION","success":"true","eventDate":"2014-08-06T17:15:34+02:00"}\
    """;
  }

  static String adyenBatch(String... items) {
    return "{\"live\":\"false\",\"notificationItems\":["
        + String.join(
            ",",
            Stream.of(items).map(item -> "{\"NotificationRequestItem\":" + item + "}").toList())
        + "]}";
  }

  public static Sample shopify() {
    String body = "{\"id\":820982911946154508}";
    return Sample.of(Schemes.shopify(), "X-Shopify-Hmac-SHA256", hmac("hush", body), body, "hush")
        .with("X-Shopify-Webhook-Id", "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043")
        .with("X-Shopify-Topic", "orders/paid")
        .with("X-Shopify-Triggered-At", "2026-11-22T23:59:59.123Z");
  }

  public static Sample square() {
    return Sample.of(
        Schemes.square(),
        "x-square-hmacsha256-signature",
        hmac("asdf1234", Sample.URL + SQUARE_BODY),
        SQUARE_BODY,
        "asdf1234");
  }

  private static String hmac(String secret, String content) {
    return Base64.getEncoder()
        .encodeToString(hmac("HmacSHA256", secret.getBytes(UTF_8), content.getBytes(UTF_8)));
  }

  static byte[] hmac(String algorithm, byte[] key, byte[] content) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JVM has " + algorithm, e);
    }
  }
}
