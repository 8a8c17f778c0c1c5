package dev.tillgate.mockpsp.callback;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The {@code Stripe-Signature} header: HMAC-SHA256 over {@code t + "." + body}, keyed with the
 * secret's text as it stands, its prefix included; one {@code v1} for each secret.
 */
final class Signature {
  private Signature() {}

  static String header(List<String> secrets, Instant at, String body) {
    long t = at.getEpochSecond();
    StringBuilder header = new StringBuilder("t=").append(t);
    secrets.forEach(secret -> header.append(",v1=").append(hmac(secret, t + "." + body)));
    return header.toString();
  }

  private static String hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java has HmacSHA256", e);
    }
  }
}
