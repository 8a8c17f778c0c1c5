package dev.tillgate.gateway.platform.store.sqlite;

import dev.tillgate.gateway.platform.store.UnitOfWork;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Units of work that have come out of the queue and wait for their group: prompt ones first, each
 * kind in the order in which it came. Used by one thread, but for its size.
 */
final class WaitingRoom {
  private final Deque<UnitOfWork<?>> prompt = new ArrayDeque<>();
  private final Deque<UnitOfWork<?>> others = new ArrayDeque<>();
  private final AtomicInteger size = new AtomicInteger();

  int size() {
    return size.get();
  }

  void add(List<UnitOfWork<?>> units) {
    units.forEach(unit -> queueOf(unit).addLast(unit));
    size.addAndGet(units.size());
  }

  /** Lets those in again whose turn did not come, before all others of their kind. */
  void giveBack(List<UnitOfWork<?>> units) {
    units.reversed().forEach(unit -> queueOf(unit).addFirst(unit));
    size.addAndGet(units.size());
  }

  /** The next so many, or as many as there are. */
  List<UnitOfWork<?>> next(int most) {
    List<UnitOfWork<?>> next = new ArrayList<>();
    for (Deque<UnitOfWork<?>> queue : List.of(prompt, others)) {
      while (next.size() < most && !queue.isEmpty()) {
        next.add(queue.remove());
      }
    }
    size.addAndGet(-next.size());
    return next;
  }

  private Deque<UnitOfWork<?>> queueOf(UnitOfWork<?> unit) {
    return unit.isPrompt() ? prompt : others;
  }
}
