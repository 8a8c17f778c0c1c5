package dev.tillgate.gateway.payment;

import dev.tillgate.gateway.payment.refund.RefundSettings;
import java.time.Duration;

/**
 * How payments are run.
 *
 * @param reconcileAfter how long an open payment may be silent before we ask the provider
 * @param callTimeout how long one call to the provider takes at most
 * @param concurrency calls to the provider at once
 * @param livemode whether real money is expected; test money is then refused, and the other way
 *     round
 * @param lateSuccess what becomes of money that comes for an expired order
 */
public record PaymentSettings(
    Duration reconcileAfter,
    Duration callTimeout,
    int concurrency,
    boolean livemode,
    LateSuccess lateSuccess) {
  public PaymentSettings {
    if (reconcileAfter.isZero() || callTimeout.isZero() || concurrency < 1) {
      throw new IllegalArgumentException("the waits of payments must be longer than nothing");
    }
  }

  /** Refunds go by the same waits. */
  RefundSettings refunds() {
    return new RefundSettings(reconcileAfter, callTimeout, concurrency);
  }
}
