package dev.tillgate.system.storm;

import java.time.Duration;
import java.util.Optional;

/**
 * The gateways of a storm, and what is done to them besides the kills.
 *
 * @param count how many there are on one store; several need one that can be shared
 * @param lease how long one may be silent before the others take over
 * @param pause for how long one of them is stopped where it stands; nothing for not at all
 * @param serverCrash kills the database's server and starts it again, once
 */
public record Nodes(int count, Duration lease, Duration pause, Optional<Runnable> serverCrash) {
  private static final int COUNT_MAX = 20;

  /** A gateway alone. */
  public static final Nodes ONE =
      new Nodes(1, Duration.ofSeconds(15), Duration.ZERO, Optional.empty());

  public Nodes {
    if (count < 1 || count > COUNT_MAX) {
      throw new IllegalArgumentException("--nodes must be 1 to 20, not " + count);
    }
  }

  /** How often sends may have been cut off that will be made again: for each node they were on. */
  int cuts(int kills) {
    return kills + (pause.isZero() ? 0 : 1) + (serverCrash.isPresent() ? count : 0);
  }
}
