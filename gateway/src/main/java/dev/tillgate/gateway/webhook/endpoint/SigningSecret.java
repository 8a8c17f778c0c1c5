package dev.tillgate.gateway.webhook.endpoint;

import dev.tillgate.gateway.webhook.signing.Rotating;
import java.time.Instant;
import java.util.Base64;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A secret both sides know, {@code whsec_} and base64 as Standard Webhooks writes it.
 *
 * @param key 24 to 64 bytes; nobody may change them
 * @param until when it no longer signs; null for the current one
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record SigningSecret(byte[] key, @Nullable Instant until)
    implements Rotating<SigningSecret> {
  private static final String PREFIX = "whsec_";
  private static final int BYTES_MIN = 24;
  private static final int BYTES_MAX = 64;
  private static final int BYTES_NEW = 32;

  public SigningSecret {
    if (key.length < BYTES_MIN || key.length > BYTES_MAX) {
      throw new IllegalArgumentException("a signing secret has 24 to 64 bytes, not " + key.length);
    }
  }

  static SigningSecret random(RandomGenerator chance) {
    byte[] key = new byte[BYTES_NEW];
    chance.nextBytes(key);
    return new SigningSecret(key, null);
  }

  @Override
  public SigningSecret endingAt(Instant end) {
    return new SigningSecret(key, end);
  }

  /** The secret as its receiver keeps it. */
  public String text() {
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "SigningSecret[until=" + until + "]";
  }
}
