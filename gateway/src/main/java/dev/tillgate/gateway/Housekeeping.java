package dev.tillgate.gateway;

import dev.tillgate.gateway.platform.Loop;
import dev.tillgate.gateway.platform.Turn;
import java.time.Duration;
import java.util.List;

/**
 * Forgets what has outlived its use, a little at a time, so that the store does not grow for ever.
 */
final class Housekeeping implements AutoCloseable {
  /** So long that live work hardly notices a writer that is taken for a few milliseconds. */
  private static final Duration BETWEEN_BATCHES = Duration.ofMillis(100);

  private static final Duration BETWEEN_ROUNDS = Duration.ofHours(1);

  private final List<Chore> chores;
  private final Loop loop = new Loop("housekeeping", this::doSome);

  /** Something to be done in small pieces. */
  @FunctionalInterface
  interface Chore {
    /** Does a piece that holds the writer a few milliseconds; false when nothing is left to do. */
    boolean doSome();
  }

  Housekeeping(List<Chore> chores) {
    this.chores = List.copyOf(chores);
  }

  void start(Turn turn) {
    loop.start(turn);
  }

  /** A piece of each chore; returns how long to wait for the next. */
  Duration doSome() {
    // No short cut: each has its turn, even while another is never done.
    long unfinished = chores.stream().filter(Chore::doSome).count();
    return unfinished > 0 ? BETWEEN_BATCHES : BETWEEN_ROUNDS;
  }

  @Override
  public void close() {
    loop.close();
  }
}
