package dev.tillgate.gateway.payment.callback;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillgate.gateway.payment.callback.SignatureScheme.Verdict.Genuine;
import dev.tillgate.gateway.payment.callback.SignatureScheme.Verdict.Rejected;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stripe's scheme: {@code Stripe-Signature: t=<seconds>,v1=<hex>}, where the hex is HMAC-SHA256
 * under the whole secret, {@code whsec_} included, over {@code t}, a dot and the body's bytes
 * (Stripe's manual, "Verify webhook signatures manually"). {@code v0} and schemes to come are
 * passed over, never believed. How the header itself must look is {@link StripeSignatureHeader}'s.
 */
public final class StripeSignature implements SignatureScheme {
  /** What Stripe's own libraries allow. */
  public static final Duration DEFAULT_TOLERANCE = Duration.ofMinutes(5);

  private static final String HEADER = "Stripe-Signature";
  private static final String ALGORITHM = "HmacSHA256";

  private final long toleranceSeconds;

  public StripeSignature() {
    this(DEFAULT_TOLERANCE);
  }

  /**
   * @param tolerance the most a signature's time may lie before or after ours; whole seconds, as
   *     the header knows nothing finer
   */
  public StripeSignature(Duration tolerance) {
    if (tolerance.isNegative()) {
      throw new IllegalArgumentException("a tolerance is not negative: " + tolerance);
    }
    toleranceSeconds = tolerance.toSeconds();
  }

  @Override
  public Verdict check(CallbackHeaders headers, byte[] body, List<String> secrets, Instant now) {
    List<String> lines = headers.all(HEADER);
    if (lines.size() != 1) {
      return new Rejected(lines.isEmpty() ? "no-signature" : "duplicate-header");
    }
    return switch (StripeSignatureHeader.parse(lines.getFirst())) {
      case StripeSignatureHeader.Malformed malformed -> new Rejected(malformed.reason());
      case StripeSignatureHeader.WellFormed header -> check(header, body, secrets, now);
    };
  }

  private Verdict check(
      StripeSignatureHeader.WellFormed header, byte[] body, List<String> secrets, Instant now) {
    long age = now.getEpochSecond() - header.seconds();
    if (Math.abs(age) > toleranceSeconds) {
      return new Rejected(age > 0 ? "too-old" : "too-new");
    }
    if (secrets.isEmpty()) {
      return new Rejected("no-active-secret");
    }
    return anySigned(header, body, secrets) ? new Genuine() : new Rejected("bad-signature");
  }

  // Every signature meets every secret, found or not: how long it takes tells nothing about either.
  private static boolean anySigned(
      StripeSignatureHeader.WellFormed header, byte[] body, List<String> secrets) {
    boolean found = false;
    for (String secret : secrets) {
      byte[] expected = sign(secret, header.timestamp(), body);
      for (byte[] signature : header.signatures()) {
        found |= MessageDigest.isEqual(expected, signature);
      }
    }
    return found;
  }

  private static byte[] sign(String secret, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
      mac.update((timestamp + '.').getBytes(US_ASCII));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has " + ALGORITHM, e);
    }
  }
}
