package dev.tillgate.gateway.webhook.endpoint;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which headers an operator may add to requests: none that the protocol or the signature is made
 * of, and nothing that could begin another line.
 */
final class CustomHeaders {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern VALUE =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");
  private static final Pattern OURS = Pattern.compile("(webhook|content|proxy|sec)-.*");
  private static final Set<String> PROTOCOL =
      Set.of(
          "host",
          "connection",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "expect",
          "accept-encoding",
          "user-agent");

  private CustomHeaders() {}

  /** What is wrong with them, as the end of a sentence; empty when nothing is. */
  static Optional<String> fault(Map<String, String> headers) {
    Set<String> names = new HashSet<>();
    for (Map.Entry<String, String> header : headers.entrySet()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!NAME.matcher(name).matches() || !VALUE.matcher(header.getValue()).matches()) {
        return Optional.of("must have header names and visible ASCII values");
      }
      if (OURS.matcher(name).matches() || PROTOCOL.contains(name)) {
        return Optional.of("must not set '" + name + "', which the gateway sets itself");
      }
      if (!names.add(name)) {
        return Optional.of("must not set '" + name + "' twice; upper and lower case are the same");
      }
    }
    return Optional.empty();
  }
}
