package dev.tillgate.mockpsp.callback;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last thousand attempts, in memory, for whoever debugs a test. Safe to share. */
public final class Attempts {
  private static final int KEPT = 1000;

  private final Deque<Attempt> attempts = new ArrayDeque<>();

  synchronized void add(Attempt attempt) {
    if (attempts.size() == KEPT) {
      attempts.removeLast();
    }
    attempts.addFirst(attempt);
  }

  /** The newest first. */
  public synchronized List<Attempt> last(int limit) {
    return new ArrayList<>(attempts).subList(0, Math.clamp(limit, 0, attempts.size()));
  }

  /** Forgets them. */
  public synchronized void clear() {
    attempts.clear();
  }
}
