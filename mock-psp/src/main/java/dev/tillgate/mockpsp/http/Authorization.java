package dev.tillgate.mockpsp.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may call: a bearer key, or Basic with the key as the user. */
public final class Authorization {
  private static final String TEST_KEYS = "sk_test_";

  private final Optional<String> apiKey;

  /** The one key that is taken; without one every {@code sk_test_…} is. */
  public Authorization(Optional<String> apiKey) {
    this.apiKey = apiKey;
  }

  /** Throws unless the header carries a known key. */
  public void check(@Nullable String header) {
    String key =
        keyIn(header == null ? "" : header)
            .orElseThrow(() ->
                ApiError.unauthorized(
                    "You did not provide an API key. Send it as 'Authorization: Bearer"
                        + " sk_test_...', or as the user of HTTP Basic."));
    if (!knows(key)) {
      throw ApiError.unauthorized("Invalid API Key provided: " + masked(key));
    }
  }

  private boolean knows(String key) {
    return apiKey
        .map(known -> MessageDigest.isEqual(known.getBytes(UTF_8), key.getBytes(UTF_8)))
        .orElseGet(() -> key.startsWith(TEST_KEYS));
  }

  private static Optional<String> keyIn(String header) {
    if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return Optional.of(header.substring(7).strip());
    }
    if (header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return userIn(header.substring(6).strip());
    }
    return Optional.empty();
  }

  private static Optional<String> userIn(String credentials) {
    try {
      String decoded = new String(Base64.getDecoder().decode(credentials), UTF_8);
      return Optional.of(
          decoded.contains(":") ? decoded.substring(0, decoded.indexOf(':')) : decoded);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String masked(String key) {
    return key.length() < 12
        ? "****"
        : key.substring(0, 8) + "****" + key.substring(key.length() - 4);
  }
}
