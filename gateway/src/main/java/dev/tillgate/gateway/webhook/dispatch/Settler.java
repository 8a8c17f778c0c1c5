package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.delivery.DeliveryStatus;
import dev.tillgate.gateway.webhook.endpoint.Endpoint;
import dev.tillgate.gateway.webhook.endpoint.EndpointDirectory;
import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.endpoint.Endpoints;
import dev.tillgate.gateway.webhook.endpoint.Target;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes results down, many at a time: whoever comes first writes for all who come while it does.
 * What the store cannot take stays here, with its place in memory, until it can. Thread-safe.
 */
final class Settler {
  private static final Logger log = LoggerFactory.getLogger(Settler.class);
  private static final int BATCH_MAX = 256;

  private final Database database;
  private final EndpointDirectory directory;
  private final Endpoints endpoints;
  private final Obituaries obituaries;
  private final Breakers breakers;
  private final Backlog backlog;
  private final InstantSource clock;
  private final DeliveryStore store = new DeliveryStore();
  private final AttemptStore attempts = new AttemptStore();
  private final Deque<Result> results = new ConcurrentLinkedDeque<>();
  private final Semaphore writing = new Semaphore(1);

  Settler(DeliveryEngine.Ground ground, Breakers breakers, Backlog backlog, InstantSource clock) {
    this.database = ground.database();
    this.directory = ground.directory();
    this.endpoints = ground.endpoints();
    this.obituaries = new Obituaries(ground.notices());
    this.breakers = breakers;
    this.backlog = backlog;
    this.clock = clock;
  }

  /** Writes the result, or leaves it to whoever is writing; it is written soon or kept. */
  void settle(Result result) {
    results.add(result);
    if (!flush()) {
      backlog.lookAgain(Instant.MIN);
    }
  }

  /** Queues results for the next {@link #flush}: for those who must not write themselves. */
  void later(List<Result> given) {
    results.addAll(given);
  }

  /** Writes what is queued; false when the store could not take it. */
  boolean flush() {
    while (!results.isEmpty() && writing.tryAcquire()) {
      try {
        write(nextBatch());
      } catch (StoreUnavailableException e) {
        log.warn("delivery.unsettled waiting={} reason={}", results.size(), e.getMessage());
        return false;
      } finally {
        writing.release();
      }
    }
    return true;
  }

  private List<Result> nextBatch() {
    List<Result> batch = new ArrayList<>();
    for (Result next = results.poll(); next != null; next = results.poll()) {
      batch.add(next);
      if (batch.size() == BATCH_MAX) {
        break;
      }
    }
    return batch;
  }

  private void write(List<Result> batch) {
    try {
      database.change(tx -> apply(tx, batch));
    } catch (StoreUnavailableException e) {
      batch.reversed().forEach(results::addFirst);
      throw e;
    }
    batch.forEach(result -> result.afterwards().run());
  }

  private void apply(Tx tx, List<Result> batch) {
    List<Result> judged = batch.stream().map(result -> bend(tx, result)).toList();
    int[] counts = store.settle(tx, judged, clock.instant());
    List<Result> settled = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 1) {
        settled.add(judged.get(i));
      } else {
        log.debug("delivery.claim_lost id={}", judged.get(i).claimed().id());
      }
    }
    attempts.insert(tx, settled);
    breakers.learn(tx, settled, clock.instant());
    settled.forEach(result -> bear(tx, result));
    settled.forEach(result -> obituaries.tell(tx, result));
    tx.afterCommit(() -> settled.forEach(this::remember));
  }

  /** What was to be tried again is parked or ended when its endpoint is no longer sent to. */
  private Result bend(Tx tx, Result result) {
    if (result.verdict().status() == DeliveryStatus.DELIVERED) {
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
