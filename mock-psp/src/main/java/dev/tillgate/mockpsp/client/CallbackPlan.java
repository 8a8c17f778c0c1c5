package dev.tillgate.mockpsp.client;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A plan being written. Every word gives a new plan and leaves this one as it is, until {@link
 * #begin} puts it into force.
 */
public final class CallbackPlan {
  private final ControlPlane plane;
  private final ObjectNode json;

  CallbackPlan(ControlPlane plane, ObjectNode json) {
    this.plane = plane;
    this.json = json;
  }

  /** So many more copies of each callback, up to 100. */
  public CallbackPlan duplicate(int more) {
    return with(changed -> changed.put("duplicate", more));
  }

  /** Callbacks due together are sent one by one in an order of the seed. */
  public CallbackPlan shuffle() {
    return with(changed -> changed.put("shuffle", true));
  }

  /** Each copy is lost with this probability, from 0 to 1. */
  public CallbackPlan drop(double probability) {
    return with(changed -> changed.put("drop", probability));
  }

  /** Each is due that much later by the provider's clock. */
  public CallbackPlan delay(Duration delay) {
    return with(changed -> changed.put("delay", delay.toString()));
  }

  /** They arrive, and are answered, before the request that caused them is. */
  public CallbackPlan beforeAnswer() {
    return with(changed -> changed.put("before_answer", true));
  }

  /** Their signature is right, but of a time that much ago. */
  public CallbackPlan staleBy(Duration age) {
    return with(changed -> changed.put("stale_by", age.toString()));
  }

  /** Their signature is wrong. */
  public CallbackPlan badSignature() {
    return with(changed -> changed.put("bad_signature", true));
  }

  /** Their body ends half way, under the signature of the whole. */
  public CallbackPlan truncate() {
    return with(changed -> changed.put("truncate", true));
  }

  /** Only events of these types; {@code charge.*} is every one about charges. */
  public CallbackPlan types(String... types) {
    return with(changed -> {
      ArrayNode list = changed.putArray("types");
      List.of(types).forEach(list::add);
    });
  }

  /** The same seed decides the same for the same events in the same order. */
  public CallbackPlan seed(long seed) {
    return with(changed -> changed.put("seed", seed));
  }

  /** In force from now on, in place of the plan before. */
  public void begin() {
    plane.post("callbacks", json);
  }

  private CallbackPlan with(Consumer<ObjectNode> change) {
    ObjectNode copy = json.deepCopy();
    change.accept(copy);
    return new CallbackPlan(plane, copy);
  }
}
