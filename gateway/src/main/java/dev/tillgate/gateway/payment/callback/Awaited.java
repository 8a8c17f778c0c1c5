package dev.tillgate.gateway.payment.callback;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * What the deferred callbacks wait for, in memory: a payment that becomes known, as every payment
 * does, costs a look into a set and no query. What finds no room here, or is lost with the process,
 * is tried again by its due time. Thread-safe.
 */
final class Awaited {
  private static final int SUBJECTS_MAX = 10_000;

  private final Set<String> subjects = ConcurrentHashMap.newKeySet();
  private final Queue<String> arrived = new ConcurrentLinkedQueue<>();

  void add(String subject) {
    if (subjects.size() < SUBJECTS_MAX) {
      subjects.add(subject);
    }
  }

  void addAll(Collection<String> more) {
    more.forEach(this::add);
  }

  /** Nobody waits for it any more. */
  void remove(String subject) {
    subjects.remove(subject);
  }

  /** Notes that it is there; false when nobody waits for it. */
  boolean arrived(String subject) {
    return subjects.remove(subject) && arrived.add(subject);
  }

  /** Those that have arrived, each once. */
  List<String> takeArrived() {
    return Stream.generate(arrived::poll).takeWhile(Objects::nonNull).toList();
  }
}
