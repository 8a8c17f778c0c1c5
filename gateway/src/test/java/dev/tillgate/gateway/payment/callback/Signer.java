package dev.tillgate.gateway.payment.callback;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as Stripe does, written apart from what it tests; bodies need not be text. */
final class Signer {
  private Signer() {}

  static String header(String secret, Instant at, byte[] body) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes((at.getEpochSecond() + ".").getBytes(StandardCharsets.US_ASCII));
    content.writeBytes(body);
    String v1 = HexFormat.of().formatHex(hmac(secret, content.toByteArray()));
    return "t=" + at.getEpochSecond() + ",v1=" + v1;
  }

  private static byte[] hmac(String secret, byte[] content) {
    return hmac(secret.getBytes(StandardCharsets.UTF_8), content);
  }

  static byte[] hmac(byte[] key, byte[] content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JVM has HMAC-SHA256", e);
    }
  }
}
