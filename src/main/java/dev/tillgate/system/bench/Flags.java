package dev.tillgate.system.bench;

/** What every benchmark's flags must hold to. */
final class Flags {
  private Flags() {}

  static void requireBetween(String flag, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(flag + " must be 1 to " + max + ", not " + value);
    }
  }
}
