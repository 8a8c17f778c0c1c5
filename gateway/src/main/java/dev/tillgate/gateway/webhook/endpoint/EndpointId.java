package dev.tillgate.gateway.webhook.endpoint;

/** The id of a webhook endpoint, {@code we_…}. */
public record EndpointId(String value) {
  public static final String PREFIX = "we";

  public EndpointId {
    if (!value.startsWith(PREFIX + '_')) {
      throw new IllegalArgumentException("not an endpoint id: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
