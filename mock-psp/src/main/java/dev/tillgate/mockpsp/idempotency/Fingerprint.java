package dev.tillgate.mockpsp.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tillgate.mockpsp.http.Params;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What makes two requests the same: method, path, and the parameters decoded and sorted, because
 * the official libraries do not send them in a fixed order.
 */
public final class Fingerprint {
  private Fingerprint() {}

  /** A hash; equal for equal requests. */
  public static String of(String method, String path, Params params) {
    MessageDigest digest = sha256();
    add(digest, method);
    add(digest, path);
    params
        .flat()
        .forEach((name, value) -> {
          add(digest, name);
          add(digest, value);
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  /** With its length, so that no two lists of texts run together to the same bytes. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    digest.update((bytes.length + ":").getBytes(UTF_8));
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
