package dev.tillgate.mockpsp.fault;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one plan by which callbacks go wrong, if there is one, in memory: a provider that starts
 * again is a healthy one. Safe to share.
 */
public final class CallbackFaults {
  private final AtomicReference<@Nullable ActivePlan> active = new AtomicReference<>();
  private final RandomGenerator chance;

  /**
   * @param chance the seeds of plans that name none come from it
   */
  public CallbackFaults(RandomGenerator chance) {
    this.chance = chance;
  }

  /**
   * Begins the plan that the control plane describes, in place of the one before, and shows it as
   * {@link #shown} does.
   */
  public ObjectNode begin(ObjectNode described) {
    ActivePlan begun = new ActivePlan(CallbackPlan.read(described, Faults.seed(chance)));
    active.set(begun);
    return begun.json();
  }

  /** The plan with what it has done so far. */
  public Optional<ObjectNode> shown() {
    return Optional.ofNullable(active.get()).map(ActivePlan::json);
  }

  /** Back to sound callbacks; false when they were. */
  public boolean end() {
    return active.getAndSet(null) != null;
  }

  /** Whether events of a type are told to endpoints before the request that caused them. */
  public boolean isBeforeAnswer(String type) {
    return planFor(type).map(active -> active.plan().beforeAnswer()).orElse(false);
  }

  /**
   * What one endpoint gets of an event.
   *
   * @param usual when it is due if nothing goes wrong
   * @param held whether it waits for its request instead
   */
  public List<Copy> copies(String type, Instant usual, boolean held) {
    return planFor(type)
        .map(active -> active.copies(usual, held))
        .orElseGet(() -> List.of(Copy.sound(usual)));
  }

  /** What is done to the next attempt to send an event of a type. */
  public Tampering tampering(String type) {
    return planFor(type).map(ActivePlan::tampering).orElse(Tampering.NONE);
  }

  private Optional<ActivePlan> planFor(String type) {
    return Optional.ofNullable(active.get()).filter(active -> active.plan().isFor(type));
  }
}
