package dev.tillgate.gateway.webhook.replay;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How far a replay is. */
public enum ReplayState {
  /** Writes deliveries at its rate. */
  RUNNING,
  /** Writes none until a person resumes it. */
  PAUSED,
  /** Everything it was to write is written. */
  DONE,
  /** A person ended it, or its endpoint was deleted; what it had written stays. */
  CANCELED;

  private static final Map<ReplayState, Set<ReplayState>> MOVES =
      Map.of(RUNNING, Set.of(PAUSED, DONE, CANCELED), PAUSED, Set.of(RUNNING, CANCELED));

  public boolean mayBecome(ReplayState next) {
    return MOVES.getOrDefault(this, Set.of()).contains(next);
  }

  /** The state as the API and the store write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ReplayState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
