package dev.tillgate.mockpsp.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** An absolute http or https URL in a parameter. */
public final class WebAddress {
  private static final int LARGEST_PORT = 65_535;

  private WebAddress() {}

  /** The address as it was sent; empty when none was. Anything else is refused. */
  public static Optional<String> in(Params params, String name) {
    Optional<String> text = params.given(name);
    if (text.isPresent() && !isWebAddress(text.get())) {
      throw ApiError.invalid(
          "Invalid URL: an absolute http or https URL is needed.",
          params.name(name),
          "url_invalid");
    }
    return text;
  }

  /** Whether it is one. */
  public static boolean isWebAddress(String text) {
    try {
      URI url = new URI(text);
      return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getHost() != null
          && isPort(url.getPort());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** A number that a URI may have is not yet one that can be dialled; -1 is none. */
  private static boolean isPort(int port) {
    return port == -1 || (port >= 1 && port <= LARGEST_PORT);
  }
}
