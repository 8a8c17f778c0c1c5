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
  private static final Set<Integer> MAY_ASK_TO_WAIT = Set.of(429, 503);

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
    if (answered.isSuccess()) {
      return Verdict.of(DeliveryStatus.DELIVERED, null, now);
    }
    String reason = "the receiver answered " + answered.status();
    if (answered.status() == GONE) {
      return new Verdict(
          DeliveryStatus.PARKED, reason, now, new Verdict.Consequence.Disable(reason));
    }
    Verdict retry = retry(sent, settings, reason, now);
    return askedWait(answered, now).map(wait -> notBefore(retry, now.plus(wait))).orElse(retry);
  }

  private static Optional<Duration> askedWait(Reply.Answered answered, Instant now) {
    return MAY_ASK_TO_WAIT.contains(answered.status())
        ? RetryAfter.parse(answered.retryAfter(), now)
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
