package dev.tillgate.gateway.webhook.endpoint;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Whether an endpoint is sent to. */
public enum EndpointStatus {
  ENABLED,
  DISABLED,
  /** Kept only so that its old deliveries still say where they went. */
  DELETED;

  private static final Map<EndpointStatus, Set<EndpointStatus>> MOVES =
      Map.of(ENABLED, Set.of(DISABLED, DELETED), DISABLED, Set.of(ENABLED, DELETED));

  public boolean mayBecome(EndpointStatus next) {
    return MOVES.getOrDefault(this, Set.of()).contains(next);
  }

  /** The status as the API and the store write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static EndpointStatus of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
