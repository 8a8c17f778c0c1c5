package dev.tillgate.gateway.webhook;

import dev.tillgate.gateway.webhook.dispatch.DeliverySettings;
import dev.tillgate.gateway.webhook.egress.HostPort;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How outgoing webhooks are sent.
 *
 * @param delivery retries and bounds
 * @param deliveryTimeout for a whole exchange with a receiver
 * @param allowPrivateNetworks also admits http, private addresses and canonical literal addresses
 * @param ownAddresses where this gateway listens, asked when needed: known once the server is bound
 */
public record WebhookSettings(
    DeliverySettings delivery,
    Duration deliveryTimeout,
    boolean allowPrivateNetworks,
    Supplier<Set<HostPort>> ownAddresses) {
  /** A receiver's time to answer unless the operator says otherwise. */
  public static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(30);

  public WebhookSettings {
    if (!deliveryTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "deliveryTimeout must be positive, not " + deliveryTimeout);
    }
  }
}
