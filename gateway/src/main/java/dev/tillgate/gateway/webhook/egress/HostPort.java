package dev.tillgate.gateway.webhook.egress;

import java.util.Locale;

/**
 * Where somebody listens.
 *
 * @param host a name or a literal address without brackets; {@code 0.0.0.0} and {@code ::} are
 *     every address of this machine
 */
public record HostPort(String host, int port) {
  public HostPort {
    host = host.toLowerCase(Locale.ROOT);
  }
}
