package dev.tillgate.gateway.webhook.endpoint;

import java.util.Map;

/**
 * What a request to a receiver looks like.
 *
 * @param headers sent with each request besides our own
 */
public record Wire(Format format, Signing signing, Map<String, String> headers) {
  /** Standard Webhooks, signed with the endpoint's secret, nothing added. */
  static final Wire PLAIN = new Wire(Format.STANDARD, Signing.HMAC, Map.of());

  public Wire {
    headers = Map.copyOf(headers);
  }

  /** Never the headers: one may be an Authorization. */
  @Override
  public String toString() {
    return "Wire[" + format.word() + ", " + signing.word() + "]";
  }
}
