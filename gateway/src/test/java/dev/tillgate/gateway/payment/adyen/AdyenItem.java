package dev.tillgate.gateway.payment.adyen;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An item of Adyen's standard webhooks, as its manual shows one, signed apart from our code. */
record AdyenItem(String reference, String psp, String event, boolean success, long value) {
  static final String KEY = "44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056";

  static AdyenItem authorised(String reference) {
    return new AdyenItem(reference, "993617895204576J", "AUTHORISATION", true, 1_299);
  }

  AdyenItem of(String otherEvent) {
    return new AdyenItem(reference, psp, otherEvent, success, value);
  }

  AdyenItem failed() {
    return new AdyenItem(reference, psp, event, false, value);
  }

  AdyenItem over(long otherValue) {
    return new AdyenItem(reference, psp, event, success, otherValue);
  }

  String json() {
    return json(signature());
  }

  String json(String signature) {
    return """
    {"NotificationRequestItem":{"additionalData":{"hmacSignature":"%s"},"amount":{"currency":"USD",
     "value":%d},"eventCode":"%s","eventDate":"2026-11-23T00:00:01+01:00",
     "merchantAccountCode":"ShopECOM","merchantReference":"%s","paymentMethod":"visa",
     "pspReference":"%s","reason":"%s","success":"%s"}}
    """
        .formatted(
            signature, value, event, reference, psp, success ? "" : "Not enough balance", success);
  }

  static String batch(String... items) {
    return "{\"live\":\"false\",\"notificationItems\":[" + String.join(",", List.of(items)) + "]}";
  }

  private String signature() {
    String signed =
        String.join(":", psp, "", "ShopECOM", reference, "" + value, "USD", event, "" + success);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(HexFormat.of().parseHex(KEY), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JVM has HmacSHA256", e);
    }
  }
}
