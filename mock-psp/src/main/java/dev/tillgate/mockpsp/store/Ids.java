package dev.tillgate.mockpsp.store;

import java.util.random.RandomGenerator;

/** Ids that look like the provider's: a prefix and 24 letters and digits. Safe to share. */
public final class Ids {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int LENGTH = 24;

  private final RandomGenerator chance;

  public Ids(RandomGenerator chance) {
    this.chance = chance;
  }

  /** A fresh id, as {@code next("pi_")}. */
  public synchronized String next(String prefix) {
    StringBuilder id = new StringBuilder(prefix);
    for (int i = 0; i < LENGTH; i++) {
      id.append(ALPHABET.charAt(chance.nextInt(ALPHABET.length())));
    }
    return id.toString();
  }
}
