package dev.tillgate.gateway.platform.idempotency;

import dev.tillgate.gateway.platform.access.Callers;
import dev.tillgate.gateway.platform.http.Json;
import dev.tillgate.gateway.platform.http.Problem;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request that carries an {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header):
 * whose it is, its key, and what it asks.
 *
 * @param owner the API key's id; two callers may use the same key text
 * @param fingerprint over method, path and parsed body, so that white space and member order do not
 *     matter
 */
public record KeyedRequest(String owner, String key, String fingerprint) {
  // Bare, or a structured-field string (RFC 8941, section 3.3.3) in which quotes and backslashes
  // are escaped.
  private static final Pattern QUOTED =
      Pattern.compile("\"((?:[ !#-\\[\\]-~]|\\\\[\"\\\\]){1,255})\"");
  private static final Pattern BARE = Pattern.compile("[\\x21-\\x7e]{1,255}");

  /**
   * The request with its key.
   *
   * @throws Problem 400 when the header is missing, given twice or malformed
   */
  public static KeyedRequest of(Context context, JsonNode body) {
    String key = key(context);
    String asked = context.method().name() + ' ' + context.path() + '\n' + Json.text(sorted(body));
    return new KeyedRequest(Callers.of(context).id(), key, sha256(asked));
  }

  private static String key(Context context) {
    var lines = context.req().getHeaders("Idempotency-Key");
    String header = lines.hasMoreElements() ? lines.nextElement().strip() : null;
    if (lines.hasMoreElements()) {
      throw new Problem(
          400, "idempotency-key-invalid", "Send one Idempotency-Key header, not several.");
    }
    return parse(header);
  }

  static String parse(@Nullable String header) {
    if (header == null || header.isEmpty()) {
      throw new Problem(
          400,
          "idempotency-key-missing",
          "Send an Idempotency-Key header, a new one for each new request.");
    }
    Matcher quoted = QUOTED.matcher(header);
    if (quoted.matches()) {
      return quoted.group(1).replaceAll("\\\\(.)", "$1");
    }
    if (header.startsWith("\"") || !BARE.matcher(header).matches()) {
      throw new Problem(
          400,
          "idempotency-key-invalid",
          "An Idempotency-Key is 1 to 255 visible ASCII characters, bare or quoted.");
    }
    return header;
  }

  private static JsonNode sorted(JsonNode node) {
    if (node.isArray()) {
      return sortedElements(node);
    }
    return node.isObject() ? sortedMembers(node) : node;
  }

  private static JsonNode sortedElements(JsonNode node) {
    var array = Json.array();
    node.forEach(element -> array.add(sorted(element)));
    return array;
  }

  private static JsonNode sortedMembers(JsonNode node) {
    var members = new TreeMap<String, JsonNode>();
    node.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
    ObjectNode object = Json.object();
    members.forEach(object::set);
    return object;
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JVM has SHA-256", e);
    }
  }
}
