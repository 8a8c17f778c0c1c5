package dev.tillgate.gateway.webhook.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A secret or key that signs: the current one without an end, an old one until its overlap ends.
 */
public interface Rotating<T extends Rotating<T>> {
  /** Old ones that sign beside the current one, at most. */
  int OLD_MAX = 10;

  /** When it no longer signs; null for the current one. */
  @Nullable Instant until();

  /** The same, signing no longer than that. */
  T endingAt(Instant end);

  /** Whether it signs at that time; at its end it does not any more. */
  default boolean signsAt(Instant now) {
    Instant end = until();
    return end == null || now.isBefore(end);
  }

  /**
   * The fresh one, then what signs beside it: the current one for the overlap, and older ones until
   * the end they were given before. Beyond {@value #OLD_MAX} old ones, those that would end first
   * end now, but never the one this call replaces.
   */
  static <T extends Rotating<T>> List<T> rotate(
      T fresh, List<T> present, Duration overlap, Instant now) {
    List<T> next = new ArrayList<>(List.of(fresh));
    present.stream()
        .sorted(Comparator.<T, Instant>comparing(Rotating::end).reversed())
        .map(old -> old.until() == null ? old.endingAt(now.plus(overlap)) : old)
        .filter(old -> old.signsAt(now))
        .limit(OLD_MAX)
        .forEach(next::add);
    return List.copyOf(next);
  }

  private static Instant end(Rotating<?> old) {
    Instant until = old.until();
    return until == null ? Instant.MAX : until;
  }
}
