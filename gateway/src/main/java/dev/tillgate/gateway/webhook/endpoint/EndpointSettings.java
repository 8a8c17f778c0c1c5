package dev.tillgate.gateway.webhook.endpoint;

import org.jspecify.annotations.Nullable;

/** What the operator chose for an endpoint. */
public record EndpointSettings(
    String url, EventFilter eventTypes, @Nullable String description, Wire wire, Tempo tempo) {

  public boolean isOrdered() {
    return tempo.ordering() != Ordering.ANY;
  }

  /** Short: this goes to logs. */
  @Override
  public String toString() {
    return "EndpointSettings[url=" + url + ", eventTypes=" + eventTypes.globs() + "]";
  }
}
