package dev.tillgate.gateway.webhook.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An ed25519 key of the gateway's own (RFC 8032), whose public half anybody may have.
 *
 * @param seed the private half, 32 bytes; nobody may change them
 * @param publicKey 32 bytes, as RFC 8032 encodes the point; nobody may change them
 * @param until when it no longer signs; null for the current one
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record SigningKey(
    String id, byte[] seed, byte[] publicKey, Instant createdAt, @Nullable Instant until)
    implements Rotating<SigningKey> {
  /** Of an id. */
  static final String PREFIX = "whk";

  /** Bytes of each half. */
  static final int BYTES = 32;

  private static final String ALGORITHM = "Ed25519";

  public SigningKey {
    if (seed.length != BYTES || publicKey.length != BYTES) {
      throw new IllegalArgumentException("each half of an ed25519 key has " + BYTES + " bytes");
    }
  }

  /** A new pair; the JDK's generator brings its own strong chance, a seeded one would not do. */
  static SigningKey random(String id, Instant now) {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
      byte[] encoded = pair.getPublic().getEncoded(); // Ends with the point (RFC 8410, 4).
      byte[] point = Arrays.copyOfRange(encoded, encoded.length - BYTES, encoded.length);
      return new SigningKey(id, seed, point, now, null);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JVM has " + ALGORITHM, e);
    }
  }

  @Override
  public SigningKey endingAt(Instant end) {
    return new SigningKey(id, seed, publicKey, createdAt, end);
  }

  /** The signature over head and body, 64 bytes; the same each time. */
  public byte[] sign(byte[] head, byte[] body) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(
          KeyFactory.getInstance(ALGORITHM)
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)));
      signature.update(head);
      signature.update(body);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JVM has " + ALGORITHM, e);
    }
  }

  /** The public half as Standard Webhooks writes it. */
  String publicText() {
    return "whpk_" + Base64.getEncoder().encodeToString(publicKey);
  }

  /** The public half as a JSON Web Key's {@code x} (RFC 8037). */
  String publicCoordinate() {
    byte[] text = Base64.getUrlEncoder().withoutPadding().encode(publicKey);
    return new String(text, StandardCharsets.US_ASCII);
  }

  /** Never the seed. */
  @Override
  public String toString() {
    return "SigningKey[" + id + ", until=" + until + "]";
  }
}
