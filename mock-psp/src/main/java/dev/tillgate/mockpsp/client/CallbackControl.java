package dev.tillgate.mockpsp.client;

import dev.tillgate.mockpsp.store.Json;
import java.time.Duration;
import java.util.List;

/** The callbacks: a plan by which they go wrong, how they went, and their secrets. */
public final class CallbackControl {
  private static final int MOST = 1000;

  private final ControlPlane plane;

  CallbackControl(ControlPlane plane) {
    this.plane = plane;
  }

  /**
   * Begins to write a plan; it comes into force, in place of the one before, with {@link
   * CallbackPlan#begin}.
   */
  public CallbackPlan plan() {
    return new CallbackPlan(plane, Json.object());
  }

  /** Ends the plan in force; false when there was none. */
  public boolean end() {
    return plane.delete("callbacks").path("deleted").asBoolean();
  }

  /** The last thousand attempts, the newest first. */
  public List<CallbackAttempt> attempts() {
    return plane
        .get("callbacks/attempts?limit=" + MOST)
        .path("attempts")
        .valueStream()
        .map(CallbackAttempt::read)
        .toList();
  }

  /** A new secret for an endpoint; the old one signs too for so long by the provider's clock. */
  public String rollSecret(String endpoint, Duration overlap) {
    var body = Json.object();
    if (overlap.isPositive()) {
      body.put("overlap", overlap.toString());
    }
    return plane
        .post("webhook_endpoints/" + endpoint + "/roll_secret", body)
        .path("secret")
        .asString();
  }
}
