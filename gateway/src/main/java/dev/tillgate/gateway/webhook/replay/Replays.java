package dev.tillgate.gateway.webhook.replay;

import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.http.Problem;
import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be done with replays; each in the caller's transaction. */
final class Replays {
  private final ReplayStore store = new ReplayStore();
  private final Ids ids;
  private final InstantSource clock;

  Replays(Ids ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /** Makes a replay of what was surveyed, running. */
  Replay create(Tx tx, Selection selection, int rate, Source.Survey survey) {
    Instant now = clock.instant();
    ReplayId id = new ReplayId(ids.next(ReplayId.PREFIX));
    store.insert(
        tx,
        new Replay(
            id,
            selection,
            rate,
            new Replay.Standing(ReplayState.RUNNING, null),
            new Replay.Progress(survey.matched(), 0, survey.span(), Pace.micros(now)),
            now,
            now));
    return find(tx, id.value());
  }

  /**
   * The replay.
   *
   * @throws Problem 404 when there is none
   */
  Replay find(Tx tx, String id) {
    return Optional.of(id)
        .filter(text -> text.startsWith(ReplayId.PREFIX + '_'))
        .flatMap(text -> store.byId(tx, new ReplayId(text)))
        .orElseThrow(() -> new Problem(404, "not-found", "There is no such replay."));
  }

  /**
   * Makes a person's wish true; nothing happens when it is already.
   *
   * @throws Problem 404 when there is none, 409 when it is over
   */
  Replay change(Tx tx, String id, ReplayState next, @Nullable String reason) {
    Replay replay = find(tx, id);
    ReplayState state = replay.standing().state();
    if (state == next) {
      return replay;
    }
    if (!state.mayBecome(next)) {
      throw new Problem(
          409, "replay-over", "This replay is " + state.word() + ": nothing more comes of it.");
    }
    become(tx, replay, next, reason);
    return find(tx, id);
  }

  /** Changes the state of a replay that was just read. */
  void become(Tx tx, Replay replay, ReplayState next, @Nullable String reason) {
    if (!store.changeState(tx, replay, new Replay.Standing(next, reason), clock.instant())) {
      throw new IllegalStateException(replay.id() + " was changed by somebody else meanwhile");
    }
  }
}
