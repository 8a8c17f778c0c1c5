package dev.tillgate.gateway.platform.idempotency;

import dev.tillgate.gateway.platform.http.Answer;

/** What claiming a key found. */
public sealed interface Claim {
  /** Nobody used the key in its lifetime: go on, in this transaction. */
  record Fresh() implements Claim {}

  /** The same request was answered before: give that answer again. */
  record Replay(Answer answer) implements Claim {}

  /** The same request was taken but never answered (a crash): carry on from what it made. */
  record Attach(String resource) implements Claim {}
}
