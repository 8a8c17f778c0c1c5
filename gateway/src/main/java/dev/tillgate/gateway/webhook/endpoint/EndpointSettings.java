package dev.tillgate.gateway.webhook.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the operator chose for an endpoint.
 *
 * @param maxInFlight sends at a time; empty for the gateway's default
 * @param headers sent with each request besides our own
 * @param retryWaits wait after each failed attempt, in order; empty for the gateway's own list
 */
public record EndpointSettings(
    String url,
    EventFilter eventTypes,
    @Nullable String description,
    OptionalInt maxInFlight,
    Map<String, String> headers,
    List<Duration> retryWaits) {
  public EndpointSettings {
    headers = Map.copyOf(headers);
    retryWaits = List.copyOf(retryWaits);
  }

  /** Never the headers: one may be an Authorization. */
  @Override
  public String toString() {
    return "EndpointSettings[url=" + url + ", eventTypes=" + eventTypes.globs() + "]";
  }
}
