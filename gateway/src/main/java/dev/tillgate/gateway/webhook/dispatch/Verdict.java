package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.webhook.delivery.DeliveryStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a delivery.
 *
 * @param reason why, for a person; null when it was delivered
 * @param dueAt when it is sent again, if it is
 * @param consequence what its endpoint must bear
 */
record Verdict(
    DeliveryStatus status, @Nullable String reason, Instant dueAt, Consequence consequence) {

  /** What one reply means for the whole endpoint. */
  sealed interface Consequence {
    /** Nothing. */
    record None() implements Consequence {}

    /** Nothing is sent to it before that time. */
    record Pause(Instant until) implements Consequence {}

    /** It is disabled. */
    record Disable(String reason) implements Consequence {}
  }

  static Verdict of(DeliveryStatus status, @Nullable String reason, Instant dueAt) {
    return new Verdict(status, reason, dueAt, new Consequence.None());
  }

  /** The delivery goes back to the store as it was, unsent. */
  static Verdict returned(Claimed claimed) {
    DeliveryStatus status =
        claimed.attemptsBefore() == 0 ? DeliveryStatus.PENDING : DeliveryStatus.RETRYING;
    return of(status, null, claimed.dueAt());
  }
}
