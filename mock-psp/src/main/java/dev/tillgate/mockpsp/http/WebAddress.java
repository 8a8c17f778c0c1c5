package dev.tillgate.mockpsp.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** An absolute http or https URL in a parameter. */
public final class WebAddress {
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
          && url.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
