package dev.tillgate.mockpsp.fault;

import dev.tillgate.mockpsp.store.Json;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.node.ObjectNode;

/** A fault at work, with its counts; used by one thread at a time. */
final class ActiveFault {
  private final String id;
  private final Fault fault;
  private final Decisions decisions;
  private final AtomicLong matched = new AtomicLong();
  private final AtomicLong applied = new AtomicLong();

  ActiveFault(String id, Fault fault) {
    this.id = id;
    this.fault = fault;
    this.decisions = new Decisions(fault.seed());
  }

  String id() {
    return id;
  }

  /** Whether it wants to break the request; its n-th match always gets its n-th decision. */
  boolean wants(SeenRequest request) {
    if (isUsedUp() || !fault.match().fits(request)) {
      return false;
    }
    matched.incrementAndGet();
    return decisions.next(fault.probability());
  }

  Fault apply() {
    applied.incrementAndGet();
    return fault;
  }

  private boolean isUsedUp() {
    return fault.times().isPresent() && applied.get() >= fault.times().getAsLong();
  }

  ObjectNode json() {
    ObjectNode json = Json.object().put("id", id);
    json.setAll(fault.json());
    fault.times().ifPresent(times -> json.put("remaining", times - applied.get()));
    return json.put("matched", matched.get()).put("applied", applied.get());
  }
}
