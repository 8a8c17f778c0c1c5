package dev.tillgate.gateway.webhook.endpoint;

import java.time.Instant;
import java.util.List;

/**
 * An endpoint with what is needed to send to it.
 *
 * @param secrets the current one first
 */
public record Target(Endpoint endpoint, List<SigningSecret> secrets) {
  public Target {
    secrets = List.copyOf(secrets);
  }

  public EndpointId id() {
    return endpoint.id();
  }

  /** The secrets that sign at that time, the current one first. */
  public List<SigningSecret> secretsAt(Instant now) {
    return secrets.stream().filter(secret -> secret.signsAt(now)).toList();
  }
}
