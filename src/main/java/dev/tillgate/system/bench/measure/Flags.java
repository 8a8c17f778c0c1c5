package dev.tillgate.system.bench.measure;

/** What every benchmark's flags must hold to. */
public final class Flags {
  private Flags() {}

  /** From 1 to the maximum; else an {@link IllegalArgumentException} that says so. */
  public static void requireBetween(String flag, int value, int max) {
    requireBetween(flag, value, 1, max);
  }

  /** From the minimum to the maximum; else an {@link IllegalArgumentException} that says so. */
  public static void requireBetween(String flag, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          flag + " must be " + min + " to " + max + ", not " + value);
    }
  }
}
