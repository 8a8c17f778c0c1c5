package dev.tillgate.gateway.webhook.retention;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many rows one batch may remove: as many as a few milliseconds of the writer allow, by what
 * the batches before it took. Used by one thread.
 */
final class Pace {
  /** What a batch may keep the writer from other work. */
  static final Duration AIM = Duration.ofMillis(5);

  /** So few that even a slow disk begins well below the aim. */
  static final int ROWS_AT_FIRST = 16;

  /** Above this a batch gets hardly cheaper a row. */
  static final int ROWS_AT_MOST = 512;

  private static final int ROOM = 3;

  private final AtomicInteger rows = new AtomicInteger(ROWS_AT_FIRST);

  int rows() {
    return rows.get();
  }

  /** A batch of so many rows took so long; one that was not full says little about full ones. */
  void took(int removed, Duration time) {
    if (time.compareTo(AIM) > 0) {
      rows.set(Math.max(rows.get() / 2, 1));
    } else if (time.multipliedBy(ROOM).compareTo(AIM) < 0 && removed > rows.get() / 2) {
      rows.set(Math.min(rows.get() * 2, ROWS_AT_MOST));
    }
  }
}
