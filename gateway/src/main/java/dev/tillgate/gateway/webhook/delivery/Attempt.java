package dev.tillgate.gateway.webhook.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One send, over.
 *
 * @param number 1, 2, 3… within the delivery, without holes
 */
public record Attempt(int number, Instant startedAt, Duration latency, Ended ended) {

  /**
   * How it ended.
   *
   * @param status the HTTP status, when there was one
   * @param error what went wrong, when the status does not say it all
   * @param reply the first 1 KiB of the answer's body
   */
  public record Ended(
      AttemptOutcome outcome,
      @Nullable Integer status,
      @Nullable String error,
      @Nullable String reply) {}

  /** The attempt a reply makes. */
  public static Attempt of(int number, Instant startedAt, Duration latency, Reply reply) {
    return new Attempt(number, startedAt, latency, ended(reply));
  }

  private static Ended ended(Reply reply) {
    return switch (reply) {
      case Reply.Answered answered -> answered(answered);
      case Reply.Taken(String answer) -> new Ended(AttemptOutcome.DELIVERED, null, null, answer);
      case Reply.Rejected(String reason) -> new Ended(AttemptOutcome.REFUSED, null, reason, null);
      case Reply.Unanswered(String error) -> new Ended(AttemptOutcome.FAILED, null, error, null);
      case Reply.Refused(String reason) -> new Ended(AttemptOutcome.REFUSED, null, reason, null);
      case Reply.Interrupted interrupted ->
          new Ended(AttemptOutcome.INTERRUPTED, null, Reply.Interrupted.REASON, null);
    };
  }

  private static Ended answered(Reply.Answered reply) {
    AttemptOutcome outcome = reply.isSuccess() ? AttemptOutcome.DELIVERED : AttemptOutcome.FAILED;
    String error = reply.wishes().location() == null ? null : reply.words();
    return new Ended(outcome, reply.status(), error, reply.body());
  }
}
