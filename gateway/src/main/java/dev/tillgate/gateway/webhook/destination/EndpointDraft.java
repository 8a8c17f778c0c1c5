package dev.tillgate.gateway.webhook.destination;

import java.util.List;
import java.util.Map;

/**
 * An endpoint as it would be saved.
 *
 * @param options its {@code headers}
 * @param eventTypes types such as {@code order.confirmed}, and globs such as {@code order.*}
 */
public record EndpointDraft(String url, Map<String, String> options, List<String> eventTypes) {
  public EndpointDraft {
    options = Map.copyOf(options);
    eventTypes = List.copyOf(eventTypes);
  }

  /** Never the options: one may be a password. */
  @Override
  public String toString() {
    return "EndpointDraft[" + url + ", " + eventTypes + "]";
  }
}
