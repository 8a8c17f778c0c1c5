package dev.tillgate.gateway.webhook.endpoint;

import dev.tillgate.gateway.platform.store.Tx;
import java.util.Optional;

/**
 * Lets deliveries follow their endpoint when it is disabled, enabled or deleted, in batches: they
 * may be too many for one transaction. What may be sent is for the endpoint's own status to say, so
 * nothing depends on how far this is. The place stands in the store: a crash between two batches
 * loses none.
 */
final class Alignments {
  private final OpenDeliveries deliveries;
  private final AlignmentStore store = new AlignmentStore();

  Alignments(OpenDeliveries deliveries) {
    this.deliveries = deliveries;
  }

  /** Its status has changed: the first batch follows at once, the others by {@link #goOn}. */
  void begin(Tx tx, EndpointId endpoint) {
    store.move(tx, endpoint, Alignment.FRONT);
    store.of(tx, endpoint).ifPresent(alignment -> batch(tx, alignment));
  }

  /** One more batch; the endpoint it was of, or empty when all are in line. */
  Optional<EndpointId> goOn(Tx tx) {
    Optional<Alignment> next = store.next(tx);
    next.ifPresent(alignment -> batch(tx, alignment));
    return next.map(Alignment::endpoint);
  }

  boolean isDone(Tx tx) {
    return store.next(tx).isEmpty();
  }

  private void batch(Tx tx, Alignment alignment) {
    store.move(tx, alignment.endpoint(), deliveries.align(tx, alignment).orElse(null));
  }
}
