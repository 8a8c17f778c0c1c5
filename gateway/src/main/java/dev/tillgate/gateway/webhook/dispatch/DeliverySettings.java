package dev.tillgate.gateway.webhook.dispatch;

import java.time.Duration;
import java.util.List;

/**
 * How deliveries are sent.
 *
 * @param retryWaits wait after each failed attempt, in order; the last one repeats
 * @param retryFor how long after its birth a delivery is still tried again; parked time not counted
 * @param maxInFlight sends at a time to one endpoint that does not say otherwise
 * @param maxInFlightTotal sends at a time altogether
 * @param inMemory deliveries held in memory; others wait in the store
 * @param inMemoryPerEndpoint of them for one endpoint
 */
public record DeliverySettings(
    List<Duration> retryWaits,
    Duration retryFor,
    int maxInFlight,
    int maxInFlightTotal,
    int inMemory,
    int inMemoryPerEndpoint) {
  /** 5 s to a day, for thirty days. */
  public static final DeliverySettings DEFAULT =
      new DeliverySettings(
          List.of(
              Duration.ofSeconds(5),
              Duration.ofSeconds(30),
              Duration.ofMinutes(2),
              Duration.ofMinutes(10),
              Duration.ofMinutes(30),
              Duration.ofHours(2),
              Duration.ofHours(5),
              Duration.ofHours(10),
              Duration.ofHours(14),
              Duration.ofHours(20),
              Duration.ofHours(24)),
          Duration.ofDays(30),
          16,
          1_024,
          10_000,
          512);

  public DeliverySettings {
    retryWaits = new RetrySchedule(retryWaits).waits();
    if (!retryFor.isPositive()) {
      throw new IllegalArgumentException("retryFor must be positive, not " + retryFor);
    }
    if (Math.min(maxInFlight, Math.min(maxInFlightTotal, inMemory)) < 1) {
      throw new IllegalArgumentException("bounds of deliveries must be at least 1");
    }
    if (inMemoryPerEndpoint < 2) {
      throw new IllegalArgumentException(
          "inMemoryPerEndpoint must be at least 2, not " + inMemoryPerEndpoint);
    }
  }

  /** The same but for the retry schedule. */
  public DeliverySettings retrying(List<Duration> waits, Duration atMost) {
    return new DeliverySettings(
        waits, atMost, maxInFlight, maxInFlightTotal, inMemory, inMemoryPerEndpoint);
  }
}
