package dev.tillgate.gateway.webhook.retention;

import dev.tillgate.gateway.platform.store.Tx;
import java.time.Instant;
import java.util.List;

/**
 * A table whose rows go for their age, walked in the order they were made.
 *
 * @param <P> a place in that order
 */
interface Aging<P> {
  /**
   * A row old enough to be looked at.
   *
   * @param goes whether it is of no more use
   * @param rows how many rows its removal takes away, in all tables
   */
  record Row<P>(P place, boolean goes, int rows) {}

  /** Before its first row. */
  P front();

  /** The rows made before the instant, behind the place, oldest first, at most so many. */
  List<Row<P>> behind(Tx tx, P place, Instant before, int limit);

  /**
   * Removes what still is of no use behind the one place up to the other, and notes it down.
   *
   * @return how many rows that were, in all tables
   */
  int remove(Tx tx, P after, P upTo, Instant before);
}
