package dev.tillgate.system.playground;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies a webhook as any receiver can, by the rules of Standard Webhooks 1.0: HMAC-SHA256 over
 * id, timestamp and body, and a timestamp that is not far off.
 */
public final class StandardWebhook {
  private static final String SECRET_PREFIX = "whsec_";
  private static final String SCHEME = "v1,";
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  private StandardWebhook() {}

  /** Whether one of the message's signatures was made with this secret, and not long ago. */
  public static boolean isGenuine(Message message, String secret, Instant now) {
    String timestamp = message.header("webhook-timestamp");
    byte[] expected =
        hmac(secret, message.header("webhook-id") + "." + timestamp + "." + message.body());
    return isRecent(timestamp, now)
        && Arrays.stream(message.header("webhook-signature").split(" ", -1))
            .filter(signature -> signature.startsWith(SCHEME))
            .map(signature -> signature.substring(SCHEME.length()).getBytes(UTF_8))
            .anyMatch(signature -> MessageDigest.isEqual(signature, expected));
  }

  private static boolean isRecent(String timestamp, Instant now) {
    return timestamp.matches("\\d{1,11}")
        && Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                .abs()
                .compareTo(TOLERANCE)
            <= 0;
  }

  private static byte[] hmac(String secret, String text) {
    try {
      byte[] key = Base64.getDecoder().decode(secret.substring(SECRET_PREFIX.length()));
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Base64.getEncoder().encode(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JVM has HmacSHA256", e);
    }
  }
}
