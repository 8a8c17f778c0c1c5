package dev.tillgate.gateway.webhook.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A replay, as the store has it.
 *
 * @param rate new deliveries a second, at most
 */
record Replay(
    ReplayId id,
    Selection selection,
    int rate,
    Standing standing,
    Progress progress,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * Whether it goes on.
   *
   * @param reason why not, when that was not its own end
   */
  record Standing(ReplayState state, @Nullable String reason) {}

  /**
   * How far it is.
   *
   * @param matched what was there to be sent again when it was asked for
   * @param queued new deliveries written
   * @param span what is still to be looked at
   * @param pacedUntilUs up to when its rate is used up, in microseconds since 1970
   */
  record Progress(long matched, long queued, Span span, long pacedUntilUs) {}

  /**
   * Places in what is looked at, as its {@link Source} writes them.
   *
   * @param place everything up to here was looked at
   * @param last what comes behind is younger than the replay
   */
  record Span(String place, String last) {}

  boolean isRunning() {
    return standing.state() == ReplayState.RUNNING;
  }
}
