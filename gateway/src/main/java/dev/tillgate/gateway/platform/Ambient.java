package dev.tillgate.gateway.platform;

import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What would otherwise be read from thin air: time, chance and new ids. Handed in, so that a test
 * can step the one and seed the others.
 *
 * @param chance cryptographically strong in production
 * @param nanos a clock that nobody sets, for how long something took; nanoseconds since any moment
 */
public record Ambient(InstantSource clock, RandomGenerator chance, Ids ids, LongSupplier nanos) {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** With ids of their clock and chance. */
  public Ambient(InstantSource clock, RandomGenerator chance, LongSupplier nanos) {
    this(clock, chance, new Ids(clock, chance), nanos);
  }

  /** With the one clock for everything, for where nobody sets it. */
  public Ambient(InstantSource clock, RandomGenerator chance) {
    this(clock, chance, () -> clock.millis() * NANOS_PER_MILLI);
  }
}
