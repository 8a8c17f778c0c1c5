package dev.tillgate.mockpsp.fault;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One delivery of an event to one endpoint, as it was decided.
 *
 * @param dropped whether it is never sent
 * @param due when it is sent, by the provider's clock
 * @param place where it goes among the shuffled ones due with it; null when it does not matter
 */
public record Copy(boolean dropped, Instant due, @Nullable Integer place) {

  /** Nothing is wrong with it. */
  public static Copy sound(Instant due) {
    return new Copy(false, due, null);
  }
}
