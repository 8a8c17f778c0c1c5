package dev.tillgate.mockpsp.fault;

import java.util.Random;

/** Yes or no, drawn one after the other: the same seed answers the same, always. */
final class Decisions {
  private final Random generator;

  Decisions(long seed) {
    this.generator = new Random(seed);
  }

  /** Draws even when the probability leaves no doubt, so that every decision has its number. */
  boolean next(double probability) {
    return generator.nextDouble() < probability;
  }
}
