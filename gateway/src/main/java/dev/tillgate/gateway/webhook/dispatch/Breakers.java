package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.platform.node.Share;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.delivery.Attempt;
import dev.tillgate.gateway.webhook.endpoint.Breaker;
import dev.tillgate.gateway.webhook.endpoint.Endpoint;
import dev.tillgate.gateway.webhook.endpoint.EndpointDirectory;
import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.endpoint.Endpoints;
import dev.tillgate.gateway.webhook.endpoint.Target;
import dev.tillgate.gateway.webhook.endpoint.Tempo;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns from results how much each endpoint may take, and opens and closes its breaker: five
 * straight failures open it; then one delivery at a time probes, at the endpoint's retry waits; one
 * that arrives lets 2, 4, 8 … through, and when that is as much as the endpoint may take at all, it
 * is closed. What it means for deliveries is the breaker's place in the store: they are not
 * written.
 */
final class Breakers {
  private static final Logger log = LoggerFactory.getLogger(Breakers.class);
  private static final int OPENS_AFTER = 5;
  private static final Duration ALERT_AFTER = Duration.ofDays(3);
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERRORS = 500;

  private final EndpointDirectory directory;
  private final Endpoints endpoints;
  private final DeliverySettings settings;
  private final RandomGenerator chance;
  private final Function<EndpointId, Share> shares;
  private final Map<EndpointId, Flow> flows = new ConcurrentHashMap<>();

  /**
   * @param shares this node's part of what an endpoint may take of all of them
   */
  Breakers(
      EndpointDirectory directory,
      Endpoints endpoints,
      DeliverySettings settings,
      RandomGenerator chance,
      Function<EndpointId, Share> shares) {
    this.directory = directory;
    this.endpoints = endpoints;
    this.settings = settings;
    this.chance = chance;
    this.shares = shares;
  }

  /** What the endpoint may take at present; never blocks. */
  Allowance allowance(EndpointId id) {
    Optional<Endpoint> endpoint = directory.committed(id).map(Target::endpoint);
    // Not there yet: its first event may be published before the commit of its making is known.
    Allowance unknown = new Allowance(1, settings.inMemoryPerEndpoint(), OptionalInt.empty());
    Share share = shares.apply(id);
    return share.of() == 0
        ? Allowance.NONE
        : endpoint.map(found -> allowance(found, share)).orElse(unknown);
  }

  /**
   * What a person has set holds for all nodes together, and so does caution: each has its share.
   * What is only a default, and what was learnt, is each node's own.
   */
  private Allowance allowance(Endpoint endpoint, Share share) {
    Tempo tempo = endpoint.settings().tempo();
    int limit = Math.min(flow(endpoint).limit(), max(endpoint));
    Allowance whole =
        switch (endpoint.breaker().state()) {
          case CLOSED ->
              new Allowance(
                  tempo.maxInFlight().isPresent()
                      ? Math.min(limit, share.part(max(endpoint)))
                      : limit,
                  settings.inMemoryPerEndpoint(),
                  tempo.rateLimit());
          case OPEN -> new Allowance(share.part(1), 1, tempo.rateLimit());
          case HALF_OPEN -> new Allowance(share.part(limit), 2 * limit, tempo.rateLimit());
        };
    return whole.sharing(share, settings.inMemoryPerEndpoint());
  }

  private Flow flow(Endpoint endpoint) {
    Flow known = flows.get(endpoint.id());
    if (known != null) {
      return known;
    }
    boolean closed = endpoint.breaker().state() == Breaker.State.CLOSED;
    return closed ? Flow.full(max(endpoint)) : Flow.RAMP;
  }

  private int max(Endpoint endpoint) {
    return endpoint.settings().tempo().maxInFlight().orElse(settings.maxInFlight());
  }

  /** Endpoints whose breaker has been open for so long that a person should know. */
  long failing(Instant now) {
    return directory.committed().stream()
        .map(target -> target.endpoint())
        .filter(endpoint -> isFailing(endpoint.breaker(), now))
        .count();
  }

  private static boolean isFailing(Breaker breaker, Instant now) {
    return breaker.isOpen() && !breaker.since().plus(ALERT_AFTER).isAfter(now);
  }

  /** What was learnt while it was sent to says nothing about the time after. */
  void forget(EndpointId endpoint) {
    flows.remove(endpoint);
  }

  /** Learns from results that are being written in this transaction; forgets it if that fails. */
  void learn(Tx tx, List<Result> results, Instant now) {
    Map<EndpointId, Flow> learnt = new HashMap<>();
    for (Result result : results) {
      Attempt attempt = result.attempt();
      Optional<Endpoint> enabled =
          directory
              .find(tx, result.claimed().endpointId())
              .map(Target::endpoint)
              .filter(Endpoint::isEnabled);
      if (attempt != null && enabled.isPresent()) {
        Endpoint endpoint = enabled.get();
        Flow flow = learnt.getOrDefault(endpoint.id(), flow(endpoint));
        Lesson lesson = new Lesson(attempt, result.claimed().isAsked());
        learnt.put(endpoint.id(), learn(tx, endpoint, flow, lesson, now));
      }
    }
    // At once and not after the commit: the next results may be learnt from before its hooks run.
    Map<EndpointId, Flow> before = new HashMap<>(flows);
    before.keySet().retainAll(learnt.keySet());
    tx.onRollback(() -> {
      flows.keySet().removeAll(learnt.keySet());
      flows.putAll(before);
    });
    flows.putAll(learnt);
  }

  /**
   * What an attempt may teach.
   *
   * @param pastBreaker whether it was sent past the open breaker because a person asked: what
   *     arrives so is as good as a probe, what fails was no probe
   */
  private record Lesson(Attempt attempt, boolean pastBreaker) {
    boolean counts(Breaker breaker) {
      return (pastBreaker && breaker.isOpen()) || !isOlder(attempt, breaker);
    }
  }

  private Flow learn(Tx tx, Endpoint endpoint, Flow flow, Lesson lesson, Instant now) {
    return switch (lesson.attempt().ended().outcome()) {
      case DELIVERED -> worked(tx, endpoint, flow, lesson, now);
      case FAILED -> failed(tx, endpoint, flow, lesson.attempt(), now);
      case REFUSED, INTERRUPTED -> flow; // Nothing was learnt about the receiver.
    };
  }

  private Flow worked(Tx tx, Endpoint endpoint, Flow flow, Lesson lesson, Instant now) {
    Breaker breaker = endpoint.breaker();
    if (breaker.state() == Breaker.State.CLOSED) {
      return flow.succeeded(max(endpoint));
    }
    if (!lesson.counts(breaker)) {
      return flow;
    }
    if (breaker.isOpen()) {
      change(tx, endpoint, breaker.halfOpen(now));
      return Flow.RAMP;
    }
    Flow grown = flow.rampedUp(max(endpoint));
    if (grown.limit() == max(endpoint)) {
      change(tx, endpoint, Breaker.CLOSED);
    }
    return grown;
  }

  private Flow failed(Tx tx, Endpoint endpoint, Flow flow, Attempt attempt, Instant now) {
    Breaker breaker = endpoint.breaker();
    Flow worse = flow.failed(isOverload(attempt));
    boolean opens =
        breaker.state() == Breaker.State.CLOSED
            ? worse.failures() >= OPENS_AFTER
            : !isOlder(attempt, breaker);
    if (opens) {
      open(tx, endpoint, now);
    }
    return worse;
  }

  /** Sends that began before the breaker's last move say nothing about how things are since. */
  private static boolean isOlder(Attempt attempt, Breaker breaker) {
    return attempt.startedAt().isBefore(breaker.until());
  }

  private static boolean isOverload(Attempt attempt) {
    Integer status = attempt.ended().status();
    return status == null || status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS;
  }

  private void open(Tx tx, Endpoint endpoint, Instant now) {
    int failedProbes = endpoint.breaker().isOpen() ? endpoint.breaker().probes() + 1 : 0;
    Duration wait = schedule(endpoint).waitAfter(failedProbes + 1, chance);
    Breaker open = endpoint.breaker().open(now, now.plus(wait));
    change(tx, endpoint, open);
    if (isFailing(open, now)) {
      log.warn("endpoint.failing id={} since={}", endpoint.id(), open.since());
    }
  }

  private RetrySchedule schedule(Endpoint endpoint) {
    List<Duration> own = endpoint.settings().tempo().retryWaits();
    return new RetrySchedule(own.isEmpty() ? settings.retryWaits() : own);
  }

  private void change(Tx tx, Endpoint endpoint, Breaker next) {
    if (!endpoints.changeBreaker(tx, endpoint.id(), endpoint.breaker(), next)) {
      return; // Another node's results have moved it.
    }
    tx.afterCommit(() ->
        log.info(
            "endpoint.breaker id={} was={} is={} until={}",
            endpoint.id(),
            endpoint.breaker().state().word(),
            next.state().word(),
            next.until()));
  }
}
