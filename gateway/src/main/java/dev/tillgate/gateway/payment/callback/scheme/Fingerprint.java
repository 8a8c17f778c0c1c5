package dev.tillgate.gateway.payment.callback.scheme;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256: the same for the same bytes, and for no others anybody could find. */
final class Fingerprint {
  private Fingerprint() {}

  /** A fingerprint that says what it is: {@code sha256_} and the digest. */
  static String of(byte[] bytes) {
    return "sha256_" + hex(bytes);
  }

  /** The digest in lower-case hex. */
  static String hex(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JVM has SHA-256", e);
    }
  }
}
