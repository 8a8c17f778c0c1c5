package dev.tillgate.gateway.payment.callback;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as Stripe does, written apart from what it tests; bodies need not be text. */
final class Signer {
  private Signer() {}

  static String header(String secret, Instant at, byte[] body) throws Exception {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes((at.getEpochSecond() + ".").getBytes(StandardCharsets.US_ASCII));
    content.writeBytes(body);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String v1 = HexFormat.of().formatHex(mac.doFinal(content.toByteArray()));
    return "t=" + at.getEpochSecond() + ",v1=" + v1;
  }
}
