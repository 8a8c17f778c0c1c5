package dev.tillgate.mockpsp.endpoint;

import java.util.List;

/**
 * Where a callback goes.
 *
 * @param enabled whether anything may be sent there now
 * @param secrets those that count now, the newest first; one signature is made with each
 */
public record Target(String url, boolean enabled, List<String> secrets) {
  public Target {
    secrets = List.copyOf(secrets);
  }
}
