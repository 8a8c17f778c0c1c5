package dev.tillgate.gateway.payment.stripe;

import dev.tillgate.gateway.payment.exchange.Reason;
import dev.tillgate.gateway.payment.provider.Intent;
import dev.tillgate.gateway.payment.provider.PspAnswer;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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

  /** An answer about a payment intent; a decline tells it too, within its error. */
  static PspAnswer<Intent> intent(Reply reply) {
    return read(reply, StripeIntents::parse, StripeAnswers::intentOf);
  }

  /** An answer about anything else. */
  static <T> PspAnswer<T> object(Reply reply, Function<StripeObject, T> parse) {
    return read(reply, parse, (error, answer) -> Optional.empty());
  }

  /** Finds what an error tells of the object asked about. */
  private interface FromError<T> {
    Optional<PspAnswer<T>> find(StripeError error, Reply reply);
  }

  private static <T> PspAnswer<T> read(
      Reply reply, Function<StripeObject, T> parse, FromError<T> fromError) {
    if (reply.status() / 100 == 2) {
      return reply
          .body()
          .map(body -> told(reply, body, parse))
          .orElseGet(() -> unreadable(reply, "no JSON object"));
    }
    Optional<StripeError> error = reply.error();
    if (isBusy(reply, error)) {
      return unknown(reply, error);
    }
    if (reply.status() == UNAUTHORIZED || reply.status() == TOO_MANY_REQUESTS) {
      return new PspAnswer.NotSent<>(reason(reply, error), reply.retryAfter());
    }
    // A 4xx without the provider's error object is some other server's, which knows nothing.
    return reply.status() / 100 == 4 && error.isPresent()
        ? fromError.find(error.get(), reply).orElseGet(() -> refused(error.get()))
        : unknown(reply, error);
  }

  // Another call with this key, or on this intent, is under way: it may be our own earlier one.
  private static boolean isBusy(Reply reply, Optional<StripeError> error) {
    return UNDECIDED.contains(reply.status())
        || error
            .filter(e -> e.hasCode("lock_timeout") || e.hasCode("idempotency_key_in_use"))
            .isPresent();
  }

  private static Optional<PspAnswer<Intent>> intentOf(StripeError error, Reply reply) {
    boolean declined = reply.status() == DECLINED;
    return error
        .intent()
        .filter(intent -> declined || error.hasCode("payment_intent_unexpected_state"))
        .map(intent -> told(reply, intent, StripeIntents::parse))
        .map(told -> declined ? withDecline(told, error) : told);
  }

  private static PspAnswer<Intent> withDecline(PspAnswer<Intent> answer, StripeError error) {
    return answer instanceof PspAnswer.Told<Intent>(Intent intent)
        ? new PspAnswer.Told<>(withDecline(intent, error))
        : answer;
  }

  private static <T> PspAnswer<T> refused(StripeError error) {
    return new PspAnswer.Refused<>(error.code(), error.param(), error.message());
  }

  private static <T> PspAnswer<T> told(
      Reply reply, StripeObject object, Function<StripeObject, T> parse) {
    try {
      return new PspAnswer.Told<>(parse.apply(object));
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

  private static <T> PspAnswer<T> unknown(Reply reply, Optional<StripeError> error) {
    return new PspAnswer.Unknown<>(reason(reply, error), reply.retryAfter());
  }

  private static <T> PspAnswer<T> unreadable(Reply reply, String why) {
    return new PspAnswer.Unknown<>(
        Reason.of(reply.status() + " with an answer that cannot be read: " + why),
        reply.retryAfter());
  }

  private static String reason(Reply reply, Optional<StripeError> error) {
    return Reason.of(
        reply.status() + error.map(e -> " " + e.code()).orElse(" without the provider's error"));
  }
}
