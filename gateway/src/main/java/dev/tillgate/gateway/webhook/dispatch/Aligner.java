package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.platform.Turn;
import dev.tillgate.gateway.platform.store.Database;
import dev.tillgate.gateway.platform.store.StoreUnavailableException;
import dev.tillgate.gateway.webhook.endpoint.Endpoint;
import dev.tillgate.gateway.webhook.endpoint.EndpointId;
import dev.tillgate.gateway.webhook.endpoint.Endpoints;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings deliveries in line with endpoints that were enabled, disabled or deleted, one batch a
 * step, and at the start with what a dead process did not get to.
 */
final class Aligner {
  private static final Logger log = LoggerFactory.getLogger(Aligner.class);
  private static final Duration IDLE = Duration.ofHours(1);
  private static final Duration WAIT_FOR_STORE = Duration.ofSeconds(1);

  private final Database database;
  private final Endpoints endpoints;
  private final Backlog backlog;
  private final InstantSource clock;
  private final Turn turn;
  private final AtomicBoolean mayHaveMore = new AtomicBoolean(true);

  /**
   * @param turn one node at a time does it
   */
  Aligner(DeliveryEngine.Ground ground, Backlog backlog, InstantSource clock, Turn turn) {
    this.database = ground.database();
    this.endpoints = ground.endpoints();
    this.turn = turn;
    this.backlog = backlog;
    this.clock = clock;
  }

  /** It may have been enabled, disabled or deleted; from commit hooks. */
  void endpointChanged(Endpoint endpoint) {
    lookAgain();
  }

  /** Another node may have left something undone. */
  void lookAgain() {
    mayHaveMore.set(true);
    backlog.lookAgain(clock.instant());
  }

  /** Brings one batch in line, and says how long there is nothing more to do. */
  Duration step() {
    if (!turn.isOurs()) {
      return IDLE; // Whoever's turn it is learns of the change, too; and of a change of turns.
    }
    // Lowered before the look: a change that comes meanwhile raises it again.
    if (!mayHaveMore.getAndSet(false)) {
      return IDLE;
    }
    try {
      mayHaveMore.compareAndSet(false, batch().isPresent());
      return mayHaveMore.get() ? Duration.ZERO : IDLE;
    } catch (StoreUnavailableException e) {
      log.warn("endpoint.unaligned reason={}", e.getMessage());
      mayHaveMore.set(true);
      return WAIT_FOR_STORE;
    }
  }

  private Optional<EndpointId> batch() {
    return database.read(endpoints::isAligned)
        ? Optional.empty()
        : database.write(tx -> {
          Optional<EndpointId> endpoint = endpoints.align(tx);
          tx.afterCommit(() -> endpoint.ifPresent(id -> backlog.dueAt(id, clock.instant())));
          return endpoint;
        });
  }
}
