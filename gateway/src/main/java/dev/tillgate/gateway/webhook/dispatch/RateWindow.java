package dev.tillgate.gateway.webhook.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * When the last sends to one endpoint began, so that no second has more of them than its limit: the
 * next may begin a second after the one that is as many sends back. Not thread-safe.
 */
final class RateWindow {
  static final Duration WINDOW = Duration.ofSeconds(1);

  private final Deque<Instant> begun = new ArrayDeque<>();

  /** The earliest time at which another send may begin. */
  Instant opensAt(int limit, Instant now) {
    forgetLaterThan(now);
    while (begun.size() > limit) {
      begun.removeFirst(); // The limit was lowered.
    }
    return begun.size() < limit ? Instant.MIN : begun.getFirst().plus(WINDOW);
  }

  boolean isEmpty() {
    return begun.isEmpty();
  }

  /** A send begins. */
  void begin(int limit, Instant now) {
    forgetLaterThan(now);
    if (begun.size() == limit) {
      begun.removeFirst();
    }
    begun.addLast(now);
  }

  /** A clock that was set back must not close the endpoint until it has caught up. */
  private void forgetLaterThan(Instant now) {
    while (!begun.isEmpty() && begun.getLast().isAfter(now)) {
      begun.removeLast();
    }
  }
}
