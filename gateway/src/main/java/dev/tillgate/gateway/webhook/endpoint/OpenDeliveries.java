package dev.tillgate.gateway.webhook.endpoint;

import dev.tillgate.gateway.platform.store.Tx;

/**
 * What becomes of an endpoint's open deliveries when the endpoint changes. Those being sent at that
 * moment are settled by what their send brings.
 */
public interface OpenDeliveries {
  /** The endpoint is disabled: they wait for a person, with the reason. */
  void park(Tx tx, EndpointId endpoint, String reason);

  /** The endpoint is enabled again: what was parked for it is due now. */
  void release(Tx tx, EndpointId endpoint);

  /** The endpoint is gone: they end. */
  void cancel(Tx tx, EndpointId endpoint);
}
