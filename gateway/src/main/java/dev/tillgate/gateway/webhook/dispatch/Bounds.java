package dev.tillgate.gateway.webhook.dispatch;

/**
 * How much is held and sent at a time.
 *
 * @param inMemory deliveries in memory
 * @param inFlight sends at a time
 */
record Bounds(int inMemory, int inFlight) {
  /** Whether less than a quarter is left of the sends. */
  boolean busy(int sends) {
    return sends >= inFlight - inFlight / 4;
  }
}
