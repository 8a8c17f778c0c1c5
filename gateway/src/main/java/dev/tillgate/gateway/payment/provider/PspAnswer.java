package dev.tillgate.gateway.payment.provider;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a call to the provider ended. A timeout is {@link Unknown}, never a failure.
 *
 * @param <T> what the provider tells when all goes well
 */
public sealed interface PspAnswer<T> {

  /** The provider told us what was asked for as it now stands; of an intent, a decline included. */
  record Told<T>(T what) implements PspAnswer<T> {}

  /**
   * Surely nothing was done: no connection was made, or the provider turned the call away unread
   * (429, 401).
   *
   * @param retryAfter what the provider asked for, if it did
   */
  record NotSent<T>(String reason, Optional<Duration> retryAfter) implements PspAnswer<T> {}

  /**
   * It may have been done or not: timeout, reset, 5xx, 409 while the same key is in use, unreadable
   * answer. The same call with the same key finds out.
   */
  record Unknown<T>(String reason, Optional<Duration> retryAfter) implements PspAnswer<T> {}

  /**
   * The provider understood and will not do it: repeating changes nothing.
   *
   * @param code the provider's code, such as {@code resource_missing} or {@code idempotency_error}
   * @param param the parameter it objects to, if it said
   */
  record Refused<T>(String code, Optional<String> param, String message) implements PspAnswer<T> {}

  /** Goes on with what was told; any other end stays as it is. */
  default <R> PspAnswer<R> then(Function<? super T, PspAnswer<R>> next) {
    return switch (this) {
      case Told<T>(T what) -> next.apply(what);
      case NotSent<T>(String reason, Optional<Duration> retryAfter) ->
          new NotSent<>(reason, retryAfter);
      case Unknown<T>(String reason, Optional<Duration> retryAfter) ->
          new Unknown<>(reason, retryAfter);
      case Refused<T>(String code, Optional<String> param, String message) ->
          new Refused<>(code, param, message);
    };
  }
}
