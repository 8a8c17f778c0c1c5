package dev.tillgate.gateway.payment;

import java.time.Duration;
import java.util.Optional;

/** How a call to the provider ended. A timeout is {@link Unknown}, never a failure. */
public sealed interface PspAnswer {

  /** The provider told us the intent as it now stands, a decline included. */
  record Told(Intent intent) implements PspAnswer {}

  /**
   * Surely nothing was done: no connection was made, or the provider turned the call away unread
   * (429, 401).
   *
   * @param retryAfter what the provider asked for, if it did
   */
  record NotSent(String reason, Optional<Duration> retryAfter) implements PspAnswer {}

  /**
   * It may have been done or not: timeout, reset, 5xx, 409 while the same key is in use, unreadable
   * answer. The same call with the same key finds out.
   */
  record Unknown(String reason, Optional<Duration> retryAfter) implements PspAnswer {}

  /**
   * The provider understood and will not do it: repeating changes nothing.
   *
   * @param code the provider's code, such as {@code resource_missing} or {@code idempotency_error}
   * @param param the parameter it objects to, if it said
   */
  record Refused(String code, Optional<String> param, String message) implements PspAnswer {}
}
