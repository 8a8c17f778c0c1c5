package dev.tillgate.gateway.payment.stripe;

import java.net.URI;
import java.time.Duration;

/**
 * How Stripe, or what speaks like it, is reached.
 *
 * @param url where the API is, without {@code /v1}: {@code https://api.stripe.com}
 * @param apiKey the secret key, {@code sk_…}; never printed
 * @param timeout for one whole exchange, from dialing to the last byte of the answer; more than
 *     zero
 */
public record StripeSettings(URI url, String apiKey, Duration timeout) {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(3);

  public StripeSettings {
    if (!isBase(url)) {
      throw new IllegalArgumentException("not the http(s) address of a provider: " + url);
    }
    // It becomes a header; OkHttp would complain at the first payment, quoting the key.
    if (apiKey.isEmpty() || !apiKey.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("the provider's API key is visible ASCII without spaces");
    }
    if (timeout.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException("a call's timeout is 1 ms or more, not " + timeout);
    }
  }

  /** For dialing alone: a host that is up answers within a second, so more only delays a retry. */
  Duration connectTimeout() {
    return timeout.compareTo(CONNECT_MAX) < 0 ? timeout : CONNECT_MAX;
  }

  @Override
  public String toString() {
    return "StripeSettings[url=" + url + ", timeout=" + timeout + ']';
  }

  private static boolean isBase(URI url) {
    return ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
        && url.getHost() != null
        && url.getUserInfo() == null
        && url.getQuery() == null
        && url.getFragment() == null;
  }
}
