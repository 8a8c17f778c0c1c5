package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.webhook.delivery.DeliveryStatus;
import dev.tillgate.gateway.webhook.delivery.Reply;
import dev.tillgate.gateway.webhook.endpoint.EndpointSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Says what a reply means for its delivery: the table of answers, and the schedule. */
final class Judge {
  private static final int GONE = 410;
  private static final Set<Integer> MAY_ASK_TO_WAIT = Set.of(408, 429, 503);

  private static final String DISABLED = "the receiver asked for it (webhook-delivery: disable)";
  private static final String ABORTED = "the receiver asked to stop this message";

  private final RetrySchedule schedule;
  private final RandomGenerator chance;

  /**
   * @param schedule for endpoints without one of their own
   */
  Judge(RetrySchedule schedule, RandomGenerator chance) {
    this.schedule = schedule;
    this.chance = chance;
  }

  Verdict of(Claimed sent, EndpointSettings settings, Reply reply, Instant now) {
    return switch (reply) {
      case Reply.Answered answered -> answered(sent, settings, answered, now);
      case Reply.Taken taken -> Verdict.of(DeliveryStatus.DELIVERED, null, now);
      case Reply.Rejected(String reason) -> Verdict.of(DeliveryStatus.DEAD, reason, now);
      case Reply.Unanswered(String error) -> retry(sent, settings, error, now);
      case Reply.Refused(String reason) -> Verdict.of(DeliveryStatus.PARKED, reason, now);
      case Reply.Interrupted interrupted ->
          Verdict.of(DeliveryStatus.RETRYING, Reply.Interrupted.REASON, now);
    };
  }

  private Verdict answered(
      Claimed sent, EndpointSettings settings, Reply.Answered answered, Instant now) {
    if (answered.status() == GONE || answered.wishes().disable()) {
      return disabling(answered, now);
    }
    if (answered.isSuccess()) {
      return Verdict.of(DeliveryStatus.DELIVERED, null, now);
    }
    Verdict next =
        answered.wishes().abortMessage()
            ? Verdict.of(DeliveryStatus.DEAD, ABORTED, now)
            : retry(sent, settings, answered.words(), now);
    return askedWait(answered, now).map(wait -> notBefore(next, now.plus(wait))).orElse(next);
  }

  /** The endpoint is over; the delivery itself is what its own answer makes it. */
  private static Verdict disabling(Reply.Answered answered, Instant now) {
    String reason = answered.status() == GONE ? answered.words() : DISABLED;
    Verdict.Consequence disable = new Verdict.Consequence.Disable(reason);
    if (answered.isSuccess()) {
      return new Verdict(DeliveryStatus.DELIVERED, null, now, disable);
    }
    return answered.wishes().abortMessage()
        ? new Verdict(DeliveryStatus.DEAD, ABORTED, now, disable)
        : new Verdict(DeliveryStatus.PARKED, reason, now, disable);
  }

  private static Optional<Duration> askedWait(Reply.Answered answered, Instant now) {
    return MAY_ASK_TO_WAIT.contains(answered.status())
        ? RetryAfter.parse(answered.wishes().retryAfter(), now)
        : Optional.empty();
  }

  private static Verdict notBefore(Verdict retry, Instant until) {
    Instant dueAt = retry.dueAt().isBefore(until) ? until : retry.dueAt();
    return new Verdict(retry.status(), retry.reason(), dueAt, new Verdict.Consequence.Pause(until));
  }

  private Verdict retry(Claimed sent, EndpointSettings settings, String reason, Instant now) {
    RetrySchedule own =
        settings.tempo().retryWaits().isEmpty()
            ? schedule
            : new RetrySchedule(settings.tempo().retryWaits());
    Instant dueAt = now.plus(own.waitAfter(sent.attempts(), chance));
    return dueAt.isAfter(sent.retryUntil())
        ? Verdict.of(DeliveryStatus.DEAD, "no more retries: " + reason, now)
        : Verdict.of(DeliveryStatus.RETRYING, reason, dueAt);
  }
}
