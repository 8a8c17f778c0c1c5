package dev.tillgate.mockpsp.fault;

import dev.tillgate.mockpsp.store.Ids;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/**
 * The faults of requests, oldest first, in memory: a provider that starts again is a healthy one.
 * Safe to share.
 */
public final class Faults {
  private final List<ActiveFault> active = new CopyOnWriteArrayList<>();
  private final Ids ids;
  private final RandomGenerator chance;

  /**
   * @param chance the seeds of faults that name none come from it
   */
  public Faults(Ids ids, RandomGenerator chance) {
    this.ids = ids;
    this.chance = chance;
  }

  /** Adds the fault that the control plane describes, and shows it as {@link #all} does. */
  public ObjectNode add(ObjectNode described) {
    ActiveFault added = new ActiveFault(ids.next("flt_"), Fault.read(described, seed(chance)));
    active.add(added);
    return added.json();
  }

  /** A whole number that a page written in JavaScript can show as it is. */
  static long seed(RandomGenerator chance) {
    return chance.nextInt(Integer.MAX_VALUE);
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
