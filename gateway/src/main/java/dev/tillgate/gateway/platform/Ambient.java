package dev.tillgate.gateway.platform;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What would otherwise be read from thin air: time, chance and new ids. Handed in, so that a test
 * can step the one and seed the others.
 *
 * @param chance cryptographically strong in production
 */
public record Ambient(InstantSource clock, RandomGenerator chance, Ids ids) {
  public Ambient(InstantSource clock, RandomGenerator chance) {
    this(clock, chance, new Ids(clock, chance));
  }
}
