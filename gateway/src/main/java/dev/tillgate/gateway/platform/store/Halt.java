package dev.tillgate.gateway.platform.store;

/**
 * Ends the process at once because nobody can say what is on disk. Recovery at the next start
 * decides by reading it; going on would mean guessing.
 */
@FunctionalInterface
public interface Halt {
  /** The exit status of a process that halted (sysexits' {@code EX_SOFTWARE}). */
  int EXIT_STATUS = 70;

  /** Does not return in production; a test's halt may. */
  void now(String reason, Throwable cause);
}
