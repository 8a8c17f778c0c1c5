package dev.tillgate.mockpsp.server;

import dev.tillgate.mockpsp.http.Answer;
import dev.tillgate.mockpsp.http.ApiError;
import dev.tillgate.mockpsp.http.Manner;
import dev.tillgate.mockpsp.idempotency.StoredAnswer;
import dev.tillgate.mockpsp.store.Json;
import org.jspecify.annotations.Nullable;

/**
 * What goes back over the wire.
 *
 * @param originalRequest the request whose answer this is; null without a key
 * @param replayed whether it was given before
 * @param retry the value of {@code Stripe-Should-Retry}; null leaves it out
 */
record Reply(
    int status,
    String body,
    Manner manner,
    @Nullable String originalRequest,
    boolean replayed,
    @Nullable Boolean retry) {

  static Reply first(Answer answer, @Nullable String originalRequest) {
    return new Reply(
        answer.status(), Json.write(answer.body()), answer.manner(), originalRequest, false, null);
  }

  static Reply again(StoredAnswer stored) {
    return new Reply(stored.status(), stored.body(), Manner.PROMPT, stored.requestId(), true, null);
  }

  /** Nothing was executed, and nothing will be said. */
  static Reply nothing() {
    return new Reply(0, "", Manner.CUT, null, false, null);
  }

  /** The same answer, given otherwise. */
  Reply given(Manner other) {
    return new Reply(status, body, other, originalRequest, replayed, retry);
  }

  static Reply refusal(ApiError error, @Nullable String originalRequest) {
    return new Reply(
        error.status(),
        Json.write(error.answer().body()),
        Manner.PROMPT,
        originalRequest,
        false,
        error.shouldRetry().orElse(null));
  }
}
