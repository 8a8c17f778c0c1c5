package dev.tillgate.gateway.webhook.endpoint;

import dev.tillgate.gateway.platform.store.Tx;
import java.util.Optional;

/**
 * What becomes of an endpoint's open deliveries when the endpoint changes: disabled, they wait for
 * a person, with the reason; enabled again, what was parked for it is due now; deleted, they end.
 * Those being sent at that moment are settled by what their send brings.
 */
@FunctionalInterface
public interface OpenDeliveries {
  /**
   * Brings one bounded batch of them in line with the endpoint's status. A repetition does no harm.
   *
   * @return the place to go on behind; empty when all are in line
   */
  Optional<String> align(Tx tx, Alignment alignment);
}
