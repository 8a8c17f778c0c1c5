package dev.tillgate.gateway.webhook.sending;

import dev.tillgate.gateway.webhook.endpoint.SigningSecret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signatures as Standard Webhooks 1.0 has them: {@code v1,} and the base64 of an HMAC-SHA256 over
 * {@code id.timestamp.body}, one for each secret, separated by spaces.
 */
final class StandardWebhooks {
  private static final String ALGORITHM = "HmacSHA256";

  private StandardWebhooks() {}

  static String sign(List<SigningSecret> secrets, String id, Instant at, byte[] body) {
    byte[] head = (id + '.' + at.getEpochSecond() + '.').getBytes(StandardCharsets.UTF_8);
    return secrets.stream()
        .map(secret -> "v1," + Base64.getEncoder().encodeToString(hmac(secret, head, body)))
        .collect(Collectors.joining(" "));
  }

  private static byte[] hmac(SigningSecret secret, byte[] head, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.key(), ALGORITHM));
      mac.update(head);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JVM has " + ALGORITHM, e);
    }
  }
}
