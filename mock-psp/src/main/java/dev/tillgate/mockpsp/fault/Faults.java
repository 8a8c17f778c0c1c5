package dev.tillgate.mockpsp.fault;

import dev.tillgate.mockpsp.store.Ids;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.node.ObjectNode;

/**
 * The faults of requests, oldest first, in memory: a provider that starts again is a healthy one.
 * Safe to share.
 */
public final class Faults {
  private final List<ActiveFault> active = new CopyOnWriteArrayList<>();
  private final Ids ids;

  public Faults(Ids ids) {
    this.ids = ids;
  }

  /** Adds a fault, and shows it as {@link #all} does. */
  public ObjectNode add(Fault fault) {
    ActiveFault added = new ActiveFault(ids.next("flt_"), fault);
    active.add(added);
    return added.json();
  }

  /** Each with its id, how many requests it matched and broke, and how many it may still break. */
  public synchronized List<ObjectNode> all() {
    return active.stream().map(ActiveFault::json).toList();
  }

  /** Ends one; false when there is none of that id. */
  public boolean remove(String id) {
    return active.removeIf(fault -> fault.id().equals(id));
  }

  /** Ends them all; returns how many there were. */
  public synchronized int clear() {
    int count = active.size();
    active.clear();
    return count;
  }

  /** Whether there is nothing to ask for. */
  public boolean isEmpty() {
    return active.isEmpty();
  }

  /**
   * The fault that breaks a request. Each that matches it counts it and decides by itself; of those
   * that would, the oldest does, and only that one has one time less.
   */
  public synchronized Optional<Fault> next(SeenRequest request) {
    return active.stream().filter(fault -> fault.wants(request)).toList().stream()
        .findFirst()
        .map(ActiveFault::apply);
  }
}
