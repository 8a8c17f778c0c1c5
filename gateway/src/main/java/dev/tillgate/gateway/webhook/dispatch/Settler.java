package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.delivery.DeliveryStatus;
import dev.tillgate.gateway.webhook.endpoint.Endpoint;
import dev.tillgate.gateway.webhook.endpoint.EndpointDirectory;
import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.endpoint.Endpoints;
import dev.tillgate.gateway.webhook.endpoint.Target;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows from the results of sends, for their deliveries and for their endpoints. */
final class Settler {
  private static final Logger log = LoggerFactory.getLogger(Settler.class);

  private final EndpointDirectory directory;
  private final Endpoints endpoints;
  private final Obituaries obituaries;
  private final Breakers breakers;
  private final Backlog backlog;
  private final InstantSource clock;
  private final DeliveryStore store = new DeliveryStore();
  private final AttemptStore attempts = new AttemptStore();

  Settler(DeliveryEngine.Ground ground, Breakers breakers, Backlog backlog, InstantSource clock) {
    this.directory = ground.directory();
    this.endpoints = ground.endpoints();
    this.obituaries = new Obituaries(ground.notices());
    this.breakers = breakers;
    this.backlog = backlog;
    this.clock = clock;
  }

  /** Writes the results of sends, each unless its claim was lost meanwhile. */
  void settle(Tx tx, List<Result> batch) {
    List<Result> judged = batch.stream().map(result -> bend(tx, result)).toList();
    List<Result> settled = store.settle(tx, judged, clock.instant());
    if (settled.size() < judged.size()) {
      log.debug("delivery.claims_lost count={}", judged.size() - settled.size());
    }
    attempts.insert(tx, settled);
    breakers.learn(tx, settled, clock.instant());
    settled.forEach(result -> bear(tx, result));
    settled.forEach(result -> obituaries.tell(tx, result));
    tx.afterCommit(() -> settled.forEach(this::remember));
  }

  /** What was to be tried again is parked or ended when its endpoint is no longer sent to. */
  private Result bend(Tx tx, Result result) {
    if (result.hasArrived()) {
      return result;
    }
    Optional<Target> target = directory.find(tx, result.claimed().endpointId());
    Instant now = clock.instant();
    if (target.isEmpty()) {
      return result.with(Verdict.of(DeliveryStatus.CANCELED, "the endpoint was deleted", now));
    }
    Endpoint endpoint = target.get().endpoint();
    return endpoint.isEnabled() || !result.verdict().status().isOpen()
        ? result
        : result.with(Verdict.of(DeliveryStatus.PARKED, endpoint.gate().disabledReason(), now));
  }

  private void bear(Tx tx, Result result) {
    switch (result.verdict().consequence()) {
      case Verdict.Consequence.None none -> {}
      case Verdict.Consequence.Pause(Instant until) ->
          endpoints.pause(tx, result.claimed().endpointId(), until);
      case Verdict.Consequence.Disable(String reason) ->
          endpoints.disable(tx, result.claimed().endpointId().value(), reason);
    }
  }

  private void remember(Result settled) {
    EndpointId endpoint = settled.claimed().endpointId();
    if (settled.attempt() == null && settled.claimed().isAsked()) {
      backlog.asked(endpoint, clock.instant());
    } else if (settled.verdict().status().isOpen()) {
      backlog.dueAt(endpoint, settled.verdict().dueAt());
    } else if (isOrdered(endpoint)) {
      backlog.asked(endpoint, clock.instant()); // Whoever stood behind it may be next.
    }
  }

  private boolean isOrdered(EndpointId id) {
    return directory
        .committed(id)
        .filter(target -> target.endpoint().settings().isOrdered())
        .isPresent();
  }
}
