package dev.tillgate.gateway.payment.callback.scheme;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A callback as it came.
 *
 * @param headers every value of the header of a name, without regard to case; empty when there is
 *     none
 * @param body the exact bytes
 * @param url where the provider was told to send it, letter by letter as it was told; never put
 *     together from the request, whose {@code Host} the sender chooses
 */
@SuppressWarnings("ArrayRecordComponent") // Frozen bytes; never compared.
public record Delivery(Function<String, List<String>> headers, byte[] body, Optional<String> url) {
  private static final int CHARS_MAX = 4 << 10;
  private static final Pattern VISIBLE = Pattern.compile("[ -~]+");

  /**
   * The value of a header that must be there once: at most 4 KiB of visible ASCII and spaces.
   *
   * @throws Refusal when it is not
   */
  String header(String name) {
    List<String> lines = headers.apply(name);
    if (lines.size() != 1) {
      throw new Refusal(lines.isEmpty() ? "no-signature" : "duplicate-header");
    }
    String line = lines.getFirst();
    if (line.length() > CHARS_MAX) {
      throw new Refusal("header-too-long");
    }
    if (!VISIBLE.matcher(line).matches()) {
      throw new Refusal("malformed-header");
    }
    return line;
  }

  /** The value of a header nobody signs; empty when it is not there exactly once. */
  public Optional<String> unsignedHeader(String name) {
    List<String> lines = headers.apply(name);
    return lines.size() == 1 ? Optional.of(lines.getFirst()) : Optional.empty();
  }

  /**
   * The {@link #url} for a scheme that signs it.
   *
   * @throws Refusal when none is configured
   */
  String configuredUrl() {
    return url.orElseThrow(() -> new Refusal("no-configured-url"));
  }
}
