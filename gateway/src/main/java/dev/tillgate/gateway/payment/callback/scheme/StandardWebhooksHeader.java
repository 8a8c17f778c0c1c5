package dev.tillgate.gateway.payment.callback.scheme;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Standard Webhooks 1.0.0, "Signature scheme" and "Webhook Headers": up to 8 signatures between
 * spaces, {@code v1} an HMAC-SHA256 and {@code v1a} an Ed25519, over {@code id.timestamp.body}.
 * Other versions are passed over, never believed. Id and time are signed.
 */
final class StandardWebhooksHeader {
  private static final int SIGNATURES_MAX = 8;

  /** How many bytes a signature of each version has. */
  private static final Map<String, Integer> BYTES = Map.of("v1", 32, "v1a", 64);

  private static final String SECRET = "whsec_";
  private static final String PUBLIC_KEY = "whpk_";

  /** What X.509 puts before the 32 bytes of an Ed25519 key (RFC 8410, section 4). */
  private static final String X509_HEAD = "302a300506032b6570032100";

  private StandardWebhooksHeader() {}

  static List<Claim> read(Delivery delivery) {
    List<byte[]> signatures = new ArrayList<>();
    for (String entry : delivery.header("webhook-signature").split(" ", -1)) {
      signature(entry).ifPresent(signatures::add);
    }
    if (signatures.isEmpty()) {
      throw new Refusal("no-v1");
    }
    if (signatures.size() > SIGNATURES_MAX) {
      throw new Refusal("too-many-signatures");
    }
    Claim.Timestamp time = new Claim.Timestamp(delivery.header("webhook-timestamp"));
    String head = delivery.header("webhook-id") + '.' + time.text() + '.';
    return List.of(Claim.at(time, signatures, head, delivery.body()));
  }

  private static Optional<byte[]> signature(String entry) {
    int comma = entry.indexOf(',');
    if (comma < 1) {
      throw new Refusal("malformed-header");
    }
    return Optional.ofNullable(BYTES.get(entry.substring(0, comma)))
        .map(bytes -> signature(entry.substring(comma + 1), bytes));
  }

  private static byte[] signature(String base64, int bytes) {
    return Encoding.BASE64
        .strictly(base64)
        .filter(signature -> signature.length == bytes)
        .orElseThrow(() -> new Refusal("malformed-v1"));
  }

  /**
   * A public key, {@code whpk_…}, checks {@code v1a}; a secret with or without prefix {@code v1}.
   */
  static Optional<Predicate<Claim>> under(String secret) {
    return secret.startsWith(PUBLIC_KEY)
        ? publicKey(secret.substring(PUBLIC_KEY.length())).map(key -> claim -> signed(claim, key))
        : Proof.Hmac.UNDER_BASE64.under(
            secret.startsWith(SECRET) ? secret.substring(SECRET.length()) : secret);
  }

  private static Optional<PublicKey> publicKey(String base64) {
    return Encoding.BASE64
        .leniently(base64)
        .flatMap(bytes -> publicKeyOf(X509_HEAD + HexFormat.of().formatHex(bytes)));
  }

  private static Optional<PublicKey> publicKeyOf(String x509) {
    try {
      X509EncodedKeySpec key = new X509EncodedKeySpec(HexFormat.of().parseHex(x509));
      return Optional.of(KeyFactory.getInstance("Ed25519").generatePublic(key));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private static boolean signed(Claim claim, PublicKey key) {
    return claim.signatures().stream().anyMatch(signature -> signed(claim, key, signature));
  }

  private static boolean signed(Claim claim, PublicKey key, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key);
      for (byte[] piece : claim.content()) {
        verifier.update(piece);
      }
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // Not the encoding of a signature, or a key that is no point of the curve.
    }
  }
}
