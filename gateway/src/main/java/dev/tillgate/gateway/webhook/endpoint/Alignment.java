package dev.tillgate.gateway.webhook.endpoint;

import org.jspecify.annotations.Nullable;

/**
 * An endpoint whose deliveries are being brought in line with its status.
 *
 * @param reason why it is disabled; null while it is not
 * @param place the deliveries up to it, by their ids, have been looked at
 */
public record Alignment(
    EndpointId endpoint, EndpointStatus status, @Nullable String reason, String place) {
  /** Before the first delivery. */
  static final String FRONT = "";
}
