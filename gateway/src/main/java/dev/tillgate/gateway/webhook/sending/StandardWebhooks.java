package dev.tillgate.gateway.webhook.sending;

import dev.tillgate.gateway.webhook.endpoint.SigningSecret;
import dev.tillgate.gateway.webhook.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signatures as Standard Webhooks 1.0 has them, over {@code id.timestamp.body}: {@code v1,} and the
 * base64 of an HMAC-SHA256 for each secret, {@code v1a,} and the base64 of an ed25519 signature for
 * each key, separated by spaces.
 */
final class StandardWebhooks {
  private static final String ALGORITHM = "HmacSHA256";

  private StandardWebhooks() {}

  static String sign(
      List<SigningSecret> secrets, List<SigningKey> keys, String id, Instant at, byte[] body) {
    byte[] head = (id + '.' + at.getEpochSecond() + '.').getBytes(StandardCharsets.UTF_8);
    return Stream.concat(
            secrets.stream().map(secret -> "v1," + base64(hmac(secret, head, body))),
            keys.stream().map(key -> "v1a," + base64(key.sign(head, body))))
        .collect(Collectors.joining(" "));
  }

  private static String base64(byte[] signature) {
    return Base64.getEncoder().encodeToString(signature);
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
