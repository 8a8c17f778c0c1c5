package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.webhook.delivery.Attempt;
import dev.tillgate.gateway.webhook.delivery.DeliveryStatus;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written about a claimed delivery.
 *
 * @param attempt the send, unless it was never begun
 * @param afterwards what to do once it is written
 */
record Result(Claimed claimed, @Nullable Attempt attempt, Verdict verdict, Runnable afterwards) {

  /** The claim is given back, nothing was sent. */
  static Result returned(Claimed claimed) {
    return new Result(claimed, null, Verdict.returned(claimed), () -> {});
  }

  /** Whether the receiver has taken it. */
  boolean hasArrived() {
    return verdict.status() == DeliveryStatus.DELIVERED;
  }

  /** Sends begun, for the row. */
  int attempts() {
    return attempt == null ? claimed.attemptsBefore() : attempt.number();
  }

  /** The same with something to do once it is written. */
  Result then(Runnable next) {
    return new Result(claimed, attempt, verdict, next);
  }

  Result with(Verdict other) {
    return new Result(claimed, attempt, other, afterwards);
  }
}
