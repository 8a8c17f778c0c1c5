package dev.tillgate.gateway.payment.refund;

import java.time.Duration;

/**
 * How refunds are run.
 *
 * @param lookAfter how long a pending refund may be silent before we ask the provider
 * @param callTimeout how long one call to the provider takes at most
 * @param concurrency calls to the provider at once
 */
public record RefundSettings(Duration lookAfter, Duration callTimeout, int concurrency) {
  public RefundSettings {
    if (lookAfter.isZero() || callTimeout.isZero() || concurrency < 1) {
      throw new IllegalArgumentException("the waits of refunds must be longer than nothing");
    }
  }
}
