package dev.tillgate.gateway.payment.stripe;

import dev.tillgate.gateway.payment.Intent;
import dev.tillgate.gateway.payment.PspAnswer;
import java.util.Optional;
import java.util.Set;

/**
 * Says what an answer means for the payment (Stripe API reference, "Errors" and "Idempotent
 * requests"). Where it does not say for certain, it is {@link PspAnswer.Unknown}.
 */
final class StripeAnswers {
  private static final int UNAUTHORIZED = 401;
  private static final int DECLINED = 402;
  private static final int TOO_MANY_REQUESTS = 429;
  // Request Timeout, Conflict, Failed Dependency: it may be running, or may have run in part.
  private static final Set<Integer> UNDECIDED = Set.of(408, 409, 424);

  private StripeAnswers() {}

  static PspAnswer read(Reply reply) {
    if (reply.status() / 100 == 2) {
      return reply
          .body()
          .map(intent -> told(reply, intent))
          .orElseGet(() -> unreadable(reply, "no JSON object"));
    }
    Optional<StripeError> error = reply.error();
    if (isBusy(reply, error)) {
      return unknown(reply, error);
    }
    if (reply.status() == UNAUTHORIZED || reply.status() == TOO_MANY_REQUESTS) {
      return new PspAnswer.NotSent(reason(reply, error), reply.retryAfter());
    }
    // A 4xx without the provider's error object is some other server's, which knows nothing.
    return reply.status() / 100 == 4 && error.isPresent()
        ? understood(reply, error.get())
        : unknown(reply, error);
  }

  // Another call with this key, or on this intent, is under way: it may be our own earlier one.
  private static boolean isBusy(Reply reply, Optional<StripeError> error) {
    return UNDECIDED.contains(reply.status())
        || error
            .filter(e -> e.hasCode("lock_timeout") || e.hasCode("idempotency_key_in_use"))
            .isPresent();
  }

  private static PspAnswer understood(Reply reply, StripeError error) {
    boolean declined = reply.status() == DECLINED;
    if (error.intent().isEmpty()
        || !(declined || error.hasCode("payment_intent_unexpected_state"))) {
      return new PspAnswer.Refused(error.code(), error.param(), error.message());
    }
    PspAnswer told = told(reply, error.intent().get());
    return declined && told instanceof PspAnswer.Told(Intent intent)
        ? new PspAnswer.Told(withDecline(intent, error))
        : told;
  }

  private static PspAnswer told(Reply reply, StripeObject intent) {
    try {
      return new PspAnswer.Told(StripeIntents.parse(intent));
    } catch (IllegalArgumentException e) {
      return unreadable(reply, String.valueOf(e.getMessage()));
    }
  }

  // Without a decline in it, "requires_payment_method" would read as never tried.
  private static Intent withDecline(Intent intent, StripeError error) {
    Intent.Situation seen = intent.situation();
    return new Intent(
        intent.id(),
        intent.status(),
        intent.amount(),
        new Intent.Situation(
            seen.livemode(),
            seen.decline().or(() -> Optional.of(StripeIntents.decline(error.object()))),
            seen.redirectUrl()),
        intent.metadata());
  }

  private static PspAnswer unknown(Reply reply, Optional<StripeError> error) {
    return new PspAnswer.Unknown(reason(reply, error), reply.retryAfter());
  }

  private static PspAnswer unreadable(Reply reply, String why) {
    return new PspAnswer.Unknown(
        Reason.of(reply.status() + " with an answer that cannot be read: " + why),
        reply.retryAfter());
  }

  private static String reason(Reply reply, Optional<StripeError> error) {
    return Reason.of(
        reply.status() + error.map(e -> " " + e.code()).orElse(" without the provider's error"));
  }
}
