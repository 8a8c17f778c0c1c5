package dev.tillgate.gateway.webhook.replay;

import dev.tillgate.gateway.platform.Loop;
import dev.tillgate.gateway.platform.Turn;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.delivery.DeliveryId;
import dev.tillgate.gateway.webhook.dispatch.DeliveryEngine;
import dev.tillgate.gateway.webhook.dispatch.Surroundings;
import dev.tillgate.gateway.webhook.endpoint.Endpoint;
import dev.tillgate.gateway.webhook.endpoint.EndpointDirectory;
import dev.tillgate.gateway.webhook.endpoint.Target;
import dev.tillgate.gateway.webhook.event.EventId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets replays go on: each step writes a few new deliveries and moves the replay's place, in one
 * transaction, so that a crash neither loses nor doubles one. From then on they are deliveries like
 * others.
 */
public final class Replayer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Replayer.class);

  /** What one transaction writes, and what it looks at when little of it is wanted. */
  private static final int BATCH_MAX = 100;

  private static final int LOOKED_AT_MAX = 500;

  // Deliveries wait here and not in the endpoint's queue, where fresh events would stand behind.
  private static final int UNSENT_MAX = 1_000;

  // Not a commit for each delivery.
  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration LET_IT_SEND = Duration.ofSeconds(1);

  // Whatever gives it something to do wakes it.
  private static final Duration IDLE = Duration.ofHours(1);

  private final Ground ground;
  private final Duration retryFor;
  private final Surroundings surroundings;
  private final Replays replays;
  private final ReplayStore store = new ReplayStore();
  private final RebirthStore rebirths = new RebirthStore();
  private final Loop loop = new Loop("webhook-replays", this::replayDue);

  /**
   * What it works on.
   *
   * @param engine told when something of an endpoint is due
   */
  public record Ground(Database database, EndpointDirectory directory, DeliveryEngine engine) {}

  /**
   * @param retryFor how long after its birth a delivery is still tried again
   */
  public Replayer(Ground ground, Duration retryFor, Surroundings surroundings) {
    this.ground = ground;
    this.retryFor = retryFor;
    this.surroundings = surroundings;
    this.replays = new Replays(surroundings.ids(), surroundings.clock());
    surroundings
        .metrics()
        .gauge(
            "tillgate.replays.running",
            "Replays that have something to write",
            () -> ground.database().read(store::countRunning));
  }

  public void start(Turn turn) {
    loop.start(turn);
  }

  /** There is something to do; from commit hooks. */
  void wake() {
    loop.wake();
  }

  /** One step of every replay that runs; returns how long there is nothing to write. */
  public Duration replayDue() {
    List<Replay> running = ground.database().read(store::running);
    return running.stream()
        .map(replay -> ground.database().write(tx -> step(tx, replay.id())))
        .min(Duration::compareTo)
        .orElse(IDLE);
  }

  /** Lets the present step end; what is left goes on at the next start. */
  @Override
  public void close() {
    loop.close();
  }

  private Duration step(Tx tx, ReplayId id) {
    Optional<Replay> found = store.byId(tx, id).filter(Replay::isRunning);
    return found.map(replay -> step(tx, replay)).orElse(IDLE);
  }

  private Duration step(Tx tx, Replay replay) {
    Optional<Endpoint> endpoint =
        ground.directory().find(tx, replay.selection().endpoint()).map(Target::endpoint);
    if (endpoint.isEmpty()) {
      return over(tx, replay, ReplayState.CANCELED, "the endpoint was deleted");
    }
    if (!endpoint.get().isEnabled()) {
      return over(tx, replay, ReplayState.PAUSED, "the endpoint is disabled");
    }
    if (rebirths.unsent(tx, replay.id(), UNSENT_MAX) == UNSENT_MAX) {
      return LET_IT_SEND;
    }
    return goOn(tx, replay, endpoint.get());
  }

  private Duration goOn(Tx tx, Replay replay, Endpoint endpoint) {
    Instant now = surroundings.clock().instant();
    Pace pace = new Pace(replay.rate(), replay.progress().pacedUntilUs());
    int allowed = Math.min(BATCH_MAX, pace.allowed(now));
    if (allowed == 0) {
      return waitForNext(tx, replay, pace, now);
    }
    Stretch stretch = next(tx, replay, allowed);
    move(tx, replay, stretch.place(), write(tx, replay, endpoint, stretch, now), now);
    if (stretch.isLast()) {
      return over(tx, replay, ReplayState.DONE, null);
    }
    return stretch.events().size() < allowed || allowed == BATCH_MAX ? Duration.ZERO : TICK;
  }

  private Duration waitForNext(Tx tx, Replay replay, Pace pace, Instant now) {
    if (pace.isAhead(now)) {
      move(tx, replay, replay.progress().span().place(), 0, now);
    }
    Duration wait = pace.untilNext(now);
    return wait.compareTo(TICK) < 0 ? TICK : wait;
  }

  private void move(Tx tx, Replay replay, String place, int written, Instant now) {
    if (!store.move(tx, replay, place, written, now)) {
      throw new IllegalStateException(replay.id() + " was moved by somebody else meanwhile");
    }
  }

  private static Stretch next(Tx tx, Replay replay, int allowed) {
    List<Source.Seen> seen =
        Source.of(replay.selection().scope()).behind(tx, replay, LOOKED_AT_MAX);
    return Stretch.of(replay.progress().span().place(), seen, seen.size() < LOOKED_AT_MAX, allowed);
  }

  private int write(Tx tx, Replay replay, Endpoint endpoint, Stretch stretch, Instant now) {
    if (stretch.events().isEmpty()) {
      return 0;
    }
    RebirthStore.Births births =
        new RebirthStore.Births(replay, now, now.plus(retryFor), endpoint.settings().isOrdered());
    rebirths.giveWay(tx, births, stretch.events());
    int written = 0;
    for (EventId event : stretch.events()) {
      written += rebirths.insert(tx, births, event, surroundings.ids().next(DeliveryId.PREFIX));
    }
    tx.afterCommit(() -> ground.engine().dueNow(endpoint.id()));
    return written;
  }

  private Duration over(Tx tx, Replay replay, ReplayState state, @Nullable String reason) {
    replays.become(tx, replay, state, reason);
    tx.afterCommit(() ->
        log.info("replay.stopped id={} reason={} outcome={}", replay.id(), reason, state.word()));
    return IDLE;
  }
}
