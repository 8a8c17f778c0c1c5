package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.platform.metrics.Metrics;
import dev.tillgate.gateway.platform.node.Node;
import dev.tillgate.gateway.webhook.delivery.Attempt;
import dev.tillgate.gateway.webhook.delivery.Message;
import dev.tillgate.gateway.webhook.delivery.Reply;
import dev.tillgate.gateway.webhook.delivery.Sender;
import dev.tillgate.gateway.webhook.endpoint.Endpoint;
import dev.tillgate.gateway.webhook.endpoint.EndpointDirectory;
import dev.tillgate.gateway.webhook.endpoint.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries one delivery to its receiver: counts the send, sends, has the reply judged. */
final class Courier {
  private static final Logger log = LoggerFactory.getLogger(Courier.class);

  private final Ledger ledger;
  private final EndpointDirectory directory;
  private final Sender sender;
  private final Judge judge;
  private final InstantSource clock;
  private final Metrics metrics;
  private final Node node;

  Courier(
      Ledger ledger,
      EndpointDirectory directory,
      Sender sender,
      Judge judge,
      Surroundings surroundings) {
    this.ledger = ledger;
    this.directory = directory;
    this.sender = sender;
    this.judge = judge;
    this.clock = surroundings.clock();
    this.metrics = surroundings.metrics();
    this.node = surroundings.node();
  }

  /** Sends it once, unless its endpoint no longer takes anything or the claim was lost. */
  Result carry(Claimed claimed) {
    Instant now = clock.instant();
    Optional<Target> target =
        directory
            .committed(claimed.endpointId())
            .filter(found -> mayGo(claimed, found.endpoint(), now));
    if (target.isEmpty() || !begun(claimed)) {
      return Result.returned(claimed);
    }
    Instant startedAt = clock.instant();
    Claimed begun = claimed.begin(startedAt, !target.get().endpoint().isOpenAt(now));
    return carry(begun, target.get(), startedAt);
  }

  private static boolean mayGo(Claimed claimed, Endpoint endpoint, Instant now) {
    return claimed.isAsked() ? endpoint.isOpenToPeopleAt(now) : endpoint.isOpenAt(now);
  }

  private Result carry(Claimed begun, Target target, Instant startedAt) {
    Reply reply = send(new Message(target, begun.keys().eventId(), begun.payload(), startedAt));
    Instant now = clock.instant();
    Attempt attempt =
        Attempt.of(begun.attempts(), startedAt, Duration.between(startedAt, now), reply);
    Verdict verdict = judge.of(begun, target.endpoint().settings(), reply, now);
    report(begun, attempt, verdict);
    return new Result(begun, attempt, verdict, () -> {});
  }

  /** Whether the store counts this send: from its birth, or from now on. */
  private boolean begun(Claimed claimed) {
    if (!node.holds()) {
      return false; // Others may have taken over what it had claimed.
    }
    return claimed.count().begun() || ledger.begin(claimed);
  }

  /** Whatever goes wrong in our own code is one failed attempt, not a lost delivery. */
  private Reply send(Message message) {
    try {
      return sender.send(message);
    } catch (RuntimeException e) {
      log.error("delivery.send_broke event={}", message.id(), e);
      return new Reply.Unanswered("the gateway failed to send: " + e.getClass().getSimpleName());
    }
  }

  private void report(Claimed sent, Attempt attempt, Verdict verdict) {
    String outcome =
        verdict.status().isOpen() ? attempt.ended().outcome().word() : verdict.status().word();
    metrics.count("tillgate.deliveries", "outcome", outcome);
    log.info(
        "delivery.attempted id={} endpoint={} event={} attempt={} status={} ms={} outcome={}",
        sent.id(),
        sent.endpointId(),
        sent.keys().eventId(),
        attempt.number(),
        attempt.ended().status() == null ? "-" : attempt.ended().status(),
        attempt.latency().toMillis(),
        outcome);
  }
}
