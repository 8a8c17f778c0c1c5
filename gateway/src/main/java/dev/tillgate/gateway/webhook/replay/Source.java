package dev.tillgate.gateway.webhook.replay;

import dev.tillgate.gateway.platform.store.Tx;
import dev.tillgate.gateway.webhook.event.EventId;
import java.util.List;

/** Where a replay finds what it sends again, in an order that a place in it can be kept. */
interface Source {

  /** What there is to be sent again at this moment, counted to the last one. */
  record Survey(long matched, Replay.Span span) {}

  /**
   * One thing looked at.
   *
   * @param wanted whether the replay selects it
   */
  record Seen(String place, EventId event, boolean wanted) {}

  /** Counts what the selection matches; by an index, so that it costs what it finds. */
  Survey survey(Tx tx, Selection selection);

  /** Up to so many things behind the replay's place, in order, wanted or not. */
  List<Seen> behind(Tx tx, Replay replay, int limit);

  static Source of(ReplayScope scope) {
    return switch (scope) {
      case DEAD -> new DeadLetterStore();
      case ANY -> new EventSpanStore();
    };
  }
}
