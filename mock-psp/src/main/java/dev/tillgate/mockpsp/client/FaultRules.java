package dev.tillgate.mockpsp.client;

import dev.tillgate.mockpsp.store.Json;
import java.util.List;

/** The requests that go wrong. */
public final class FaultRules {
  private final ControlPlane plane;

  FaultRules(ControlPlane plane) {
    this.plane = plane;
  }

  /**
   * Begins a rule for some requests; it comes into force with its last word, as in {@code on(POST,
   * "/v1/payment_intents").after().times(1).reset()}.
   *
   * @param path exact, or with {@code *} for anything within one segment and {@code **} for
   *     anything
   */
  public FaultRule on(Method method, String path) {
    return onAny().matching("method", method.name()).matching("path", path);
  }

  /** Begins a rule for every request. */
  public FaultRule onAny() {
    return new FaultRule(plane, Json.object());
  }

  /** The rules in force, oldest first, used up ones included. */
  public List<ActiveFault> all() {
    return plane.get("faults").path("faults").valueStream().map(ActiveFault::read).toList();
  }

  /** How a rule has fared; refused when there is none of that id. */
  public ActiveFault of(String id) {
    return all().stream()
        .filter(fault -> fault.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no fault " + id));
  }

  /** Ends one rule; refused when there is none of that id. */
  public void remove(String id) {
    plane.delete("faults/" + id);
  }

  /** Ends all rules; returns how many there were. */
  public int clear() {
    return plane.delete("faults").path("deleted").asInt();
  }
}
