package dev.tillgate.gateway.payment.adyen;

import java.net.URI;
import java.time.Duration;

/**
 * How Adyen's Checkout API is reached. The account captures at once and sends standard webhooks
 * with a signature in each item.
 *
 * @param url where the API is, without its version: {@code https://checkout-test.adyen.com}
 * @param apiKey goes into {@code X-API-Key}; never printed
 * @param merchantAccount in whose name payments are made
 * @param livemode whether the account moves real money: no answer says
 * @param timeout for one whole exchange; more than zero
 */
public record AdyenSettings(
    URI url, String apiKey, String merchantAccount, boolean livemode, Duration timeout) {
  private static final Duration CONNECT_MAX = Duration.ofSeconds(3);

  public AdyenSettings {
    if (!("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
        || url.getHost() == null
        || url.getUserInfo() != null) {
      throw new IllegalArgumentException("not the http(s) address of a provider: " + url);
    }
    if (apiKey.isEmpty() || !apiKey.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException("the provider's API key is visible ASCII without spaces");
    }
    if (merchantAccount.isBlank()) {
      throw new IllegalArgumentException("the provider's merchant account is needed");
    }
    if (timeout.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException("a call's timeout is 1 ms or more, not " + timeout);
    }
  }

  /** For dialing alone. */
  Duration connectTimeout() {
    return timeout.compareTo(CONNECT_MAX) < 0 ? timeout : CONNECT_MAX;
  }

  @Override
  public String toString() {
    return "AdyenSettings[url=" + url + ", merchantAccount=" + merchantAccount + ']';
  }
}
