package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.webhook.endpoint.Endpoint;
import dev.tillgate.gateway.webhook.endpoint.EndpointDirectory;
import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.endpoint.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps deliveries moving: fresh ones come from commit hooks, the others are read back when they
 * are due; each is sent on a thread of the executor when its endpoint's turn comes. The store is
 * the queue and memory only the fast path: whatever is lost with the process is found again.
 */
final class Dispatcher {
  private static final Duration SAFETY_POLL = Duration.ofSeconds(30);
  private static final Duration WAIT_FOR_STORE = Duration.ofSeconds(1);

  private final Lanes lanes;
  private final Backlog backlog;
  private final Claims claims;
  private final Crew crew;
  private final EndpointDirectory directory;
  private final InstantSource clock;
  private final AtomicReference<Instant> nextPoll = new AtomicReference<>(Instant.MIN);

  /**
   * Those who do the work.
   *
   * @param sends runs each send; on virtual threads, but for tests
   */
  record Crew(Courier courier, Ledger ledger, Breakers breakers, Executor sends) {}

  Dispatcher(
      Lanes lanes,
      Backlog backlog,
      Claims claims,
      Crew crew,
      EndpointDirectory directory,
      InstantSource clock) {
    this.lanes = lanes;
    this.backlog = backlog;
    this.claims = claims;
    this.crew = crew;
    this.directory = directory;
    this.clock = clock;
  }

  /** Takes claimed deliveries whose places are reserved; from commit hooks, so it never blocks. */
  void accept(List<Claimed> deliveries) {
    List<Claimed> tooLate = lanes.add(deliveries);
    if (!tooLate.isEmpty()) {
      giveBack(tooLate);
      crew.sends().execute(crew.ledger()::flush);
    }
    startSends();
  }

  /** Reads back what is due and fits, and says how long nothing will be. */
  Duration dispatchDue() {
    if (!crew.ledger().flush()) {
      return WAIT_FOR_STORE;
    }
    Instant now = clock.instant();
    pollIfDue(now);
    backlog.due(now, this::opensAt).forEach(this::readBack);
    startSends();
    Instant until = backlog.sleepUntil(this::nextReason, this::opensAt);
    Duration wait = Duration.between(clock.instant(), until);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /** What waits in memory for an endpoint that is no longer sent to goes back to the store. */
  void endpointChanged(Endpoint endpoint) {
    if (endpoint.isOpenAt(clock.instant())) {
      lanes.allowanceChanged(endpoint.id());
      startSends();
      backlog.dueAt(endpoint.id(), clock.instant());
      return;
    }
    if (endpoint.isEnabled()) {
      backlog.asked(endpoint.id(), clock.instant());
      backlog.lookAgain(endpoint.opensAt());
    } else {
      crew.breakers().forget(endpoint.id());
    }
    giveBack(lanes.drain(endpoint.id()));
    crew.sends().execute(crew.ledger()::flush);
  }

  /** Nodes came or went: each endpoint may take more of this one, or less, or nothing. */
  void sharesChanged() {
    for (Target target : directory.committed()) {
      EndpointId endpoint = target.id();
      if (crew.breakers().allowance(endpoint).inFlight() == 0) {
        giveBack(lanes.drain(endpoint));
      } else {
        lanes.allowanceChanged(endpoint);
      }
    }
    crew.ledger().flush();
    startSends();
  }

  /** Looks at everything that is due, at its next step. */
  void pollSoon() {
    nextPoll.set(Instant.MIN);
    backlog.lookAgain(Instant.MIN);
  }

  /** Nothing more is begun; what waits in memory goes back to the store, unsent and uncounted. */
  void stop() {
    giveBack(lanes.stop());
    crew.ledger().flush();
  }

  /** Waits until every send is over and settled; false when that takes longer. */
  boolean awaitIdle(Duration patience) throws InterruptedException {
    return lanes.awaitIdle(patience);
  }

  private void giveBack(List<Claimed> deliveries) {
    crew.ledger().later(deliveries.stream().map(claimed -> Result.returned(claimed)).toList());
  }

  private Instant nextReason() {
    Instant turn = lanes.nextTurn();
    return turn.isBefore(nextPoll.get()) ? turn : nextPoll.get();
  }

  private void pollIfDue(Instant now) {
    // The clock may have been set back: a poll is never further away than its interval.
    if (!now.isBefore(nextPoll.get()) || nextPoll.get().isAfter(now.plus(SAFETY_POLL))) {
      nextPoll.set(now.plus(SAFETY_POLL));
      claims.nextDue().forEach(backlog::dueAt);
      claims.askedFor().forEach(endpoint -> backlog.asked(endpoint, now));
    }
  }

  private Optional<Instant> opensAt(EndpointId endpoint, boolean asked) {
    return directory
        .committed(endpoint)
        .map(Target::endpoint)
        .filter(found -> found.isEnabled() && lanes.hasRoom(endpoint))
        .map(found -> asked ? found.gate().pausedUntil() : found.opensAt());
  }

  private void readBack(EndpointId endpoint) {
    int places = lanes.reserveBatch(endpoint);
    int used = 0;
    backlog.forget(endpoint);
    try {
      used = claims.claimDue(endpoint, places, this::accept, backlog);
    } catch (StoreUnavailableException e) {
      backlog.dueAt(endpoint, clock.instant().plus(WAIT_FOR_STORE));
    } finally {
      lanes.unreserve(endpoint, places - used);
    }
  }

  private void startSends() {
    for (var next = lanes.next(); next.isPresent(); next = lanes.next()) {
      Claimed claimed = next.get();
      crew.sends().execute(() -> send(claimed));
    }
    // Whom a rate limit has just held back nobody else wakes the loop for.
    backlog.lookAgain(lanes.nextTurn());
  }

  private void send(Claimed claimed) {
    Result result = crew.courier().carry(claimed);
    Optional<Claimed> successor = successor(result);
    if (successor.isPresent()) {
      // On disk together with the successor's beginning: one commit for both.
      crew.ledger().later(List.of(result.then(() -> settled(claimed))));
      crew.sends().execute(() -> send(successor.get()));
    } else {
      crew.ledger().settle(result.then(() -> finished(claimed)));
    }
  }

  /** None behind a breaker: it is to learn from each before the next. */
  private Optional<Claimed> successor(Result result) {
    return directory
        .committed(result.claimed().endpointId())
        .filter(target -> result.hasArrived() && target.endpoint().breaker().isClosed())
        .flatMap(target -> lanes.succeed(result.claimed()));
  }

  /** Its turn has gone to its successor. */
  private void settled(Claimed sent) {
    lanes.settled(sent);
    lookForMore(sent.endpointId());
  }

  private void finished(Claimed sent) {
    lanes.finished(sent);
    startSends();
    lookForMore(sent.endpointId());
  }

  private void lookForMore(EndpointId endpoint) {
    if (lanes.hasRoom(endpoint)) {
      backlog.roomFor(endpoint);
    }
  }
}
