package dev.tillgate.gateway.payment.callback.scheme;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What holds a claim against a secret. */
@FunctionalInterface
interface Proof {
  /**
   * Tells whether the secret signed a claim, in constant time; empty when the secret is not written
   * as the provider writes its secrets.
   */
  Optional<Predicate<Claim>> under(String secret);

  /**
   * A keyed hash.
   *
   * @param algorithm the name every JVM knows it by
   * @param key from the secret as shown to its bytes; empty when it is not one
   */
  record Hmac(String algorithm, Function<String, Optional<byte[]>> key) implements Proof {
    private static final String SHA256 = "HmacSHA256";

    /** HMAC-SHA256 under the secret's own letters. */
    static final Hmac UNDER_TEXT = new Hmac(SHA256, Hmac::text);

    /** HMAC-SHA1 under the secret's own letters. */
    static final Hmac SHA1_UNDER_TEXT = new Hmac("HmacSHA1", Hmac::text);

    /** HMAC-SHA256 under the bytes the secret writes in hex. */
    static final Hmac UNDER_HEX = new Hmac(SHA256, Encoding.HEX::leniently);

    /** HMAC-SHA256 under the bytes the secret writes in base64. */
    static final Hmac UNDER_BASE64 = new Hmac(SHA256, Encoding.BASE64::leniently);

    @Override
    public Optional<Predicate<Claim>> under(String secret) {
      // Under an empty key anybody can sign.
      return key.apply(secret)
          .filter(bytes -> bytes.length > 0)
          .map(bytes -> claim -> signed(claim, bytes));
    }

    // Every signature is compared, found or not: how long it takes tells nothing about them.
    private boolean signed(Claim claim, byte[] bytes) {
      byte[] expected = sign(claim, bytes);
      boolean found = false;
      for (byte[] signature : claim.signatures()) {
        found |= MessageDigest.isEqual(expected, signature);
      }
      return found;
    }

    private byte[] sign(Claim claim, byte[] bytes) {
      try {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(bytes, algorithm));
        claim.content().forEach(mac::update);
        return mac.doFinal();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JVM has " + algorithm, e);
      }
    }

    private static Optional<byte[]> text(String secret) {
      return Optional.of(secret.getBytes(UTF_8));
    }
  }
}
