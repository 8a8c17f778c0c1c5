package dev.tillgate.gateway.platform.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;

/**
 * Entity tags (RFC 9110, section 8.8.3) taken from what is shown, so that they change exactly with
 * it.
 */
public final class ETags {
  private static final int BYTES = 12;

  private ETags() {}

  /** The strong tag of a body, with its quotes. */
  public static String of(JsonNode body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Json.bytes(body));
      return '"' + HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES)) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JVM has SHA-256", e);
    }
  }

  /** Whether an {@code If-None-Match} header names the tag; {@code *} names every one. */
  public static boolean matches(String ifNoneMatch, String etag) {
    return Arrays.stream(ifNoneMatch.split(","))
        .map(String::strip)
        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
        .anyMatch(tag -> tag.equals("*") || tag.equals(etag));
  }
}
