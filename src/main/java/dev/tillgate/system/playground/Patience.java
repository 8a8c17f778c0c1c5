package dev.tillgate.system.playground;

import dev.tillgate.gateway.webhook.dispatch.DeliverySettings;
import java.time.Duration;
import java.util.List;

/**
 * How long the parts wait before they try again.
 *
 * @param retryWaits of the gateway's outgoing deliveries
 * @param reconcileAfter silence before the gateway asks the provider about a payment
 * @param callbackRetryScale multiplies the provider's waits between callback attempts (5 s, 30 s …)
 * @param orderTimeToLive how long an unpaid order keeps its stock
 */
public record Patience(
    List<Duration> retryWaits,
    Duration reconcileAfter,
    double callbackRetryScale,
    Duration orderTimeToLive) {
  private static final Duration ORDER_TIME_TO_LIVE = Duration.ofMinutes(30);

  /** As in production. */
  public static final Patience USUAL =
      new Patience(DeliverySettings.DEFAULT.retryWaits(), Duration.ofMinutes(1), 1.0);

  /** For somebody who watches: about a second everywhere. */
  public static final Patience SHORT =
      new Patience(List.of(Duration.ofSeconds(1)), Duration.ofSeconds(1), 0.1);

  public Patience {
    retryWaits = List.copyOf(retryWaits);
  }

  /** With orders that live as long as in production. */
  public Patience(List<Duration> retryWaits, Duration reconcileAfter, double callbackRetryScale) {
    this(retryWaits, reconcileAfter, callbackRetryScale, ORDER_TIME_TO_LIVE);
  }
}
