package dev.tillgate.gateway.payment.stripe;

import java.time.Duration;
import java.util.Optional;

/**
 * An answer that came through whole.
 *
 * @param body the JSON object in it; empty when it holds none
 * @param retryAfter what it asked us to wait, bounded
 */
record Reply(int status, Optional<StripeObject> body, Optional<Duration> retryAfter) {
  Optional<StripeError> error() {
    return body.flatMap(object -> object.child("error")).map(StripeError::new);
  }
}
