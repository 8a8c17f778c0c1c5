package dev.tillgate.mockpsp.client;

import java.time.Duration;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rule being written. Every word but the last gives a new rule and leaves this one as it is; the
 * last one, {@link #delay}, {@link #reset}, {@link #hang} or {@link #status}, puts it into force.
 */
public final class FaultRule {
  private final ControlPlane plane;
  private final ObjectNode json;

  FaultRule(ControlPlane plane, ObjectNode json) {
    this.plane = plane;
    this.json = json;
  }

  /** Only requests that name this method, or whose intent has it attached. */
  public FaultRule payingWith(String paymentMethod) {
    return matching("payment_method", paymentMethod);
  }

  /** Only requests that send this metadata, or whose intent has it. */
  public FaultRule withMetadata(String key, String value) {
    ObjectNode copy = json.deepCopy();
    copy.withObject("/match").withObject("/metadata").put(key, value);
    return new FaultRule(plane, copy);
  }

  /** Nothing is executed; this is what a rule does that does not say. */
  public FaultRule before() {
    return with(changed -> changed.put("when", "before"));
  }

  /** The effect is committed and the answer kept under its key; only the caller does not get it. */
  public FaultRule after() {
    return with(changed -> changed.put("when", "after"));
  }

  /** At most so many requests; without it, all. */
  public FaultRule times(long most) {
    return with(changed -> changed.put("times", most));
  }

  /** Each request with this probability, from 0 to 1; without it, 1. */
  public FaultRule probability(double probability) {
    return with(changed -> changed.put("probability", probability));
  }

  /** The same seed decides the same for the n-th request. */
  public FaultRule seed(long seed) {
    return with(changed -> changed.put("seed", seed));
  }

  /** What goes wrong does so that much later. */
  public FaultRule late(Duration delay) {
    return with(changed -> changed.put("delay", delay.toString()));
  }

  /** In force: the answer comes that much later; up to ten minutes, in real time. */
  public ActiveFault delay(Duration delay) {
    return late(delay).inForce("delay");
  }

  /** In force: the connection is reset without an answer. */
  public ActiveFault reset() {
    return inForce("reset");
  }

  /** In force: the connection stays open without an answer. */
  public ActiveFault hang() {
    return inForce("hang");
  }

  /** In force: an error of that status is the answer; 400 to 599 but not 402. */
  public ActiveFault status(int status) {
    return with(changed -> changed.put("status", status)).inForce("status");
  }

  FaultRule matching(String field, String value) {
    ObjectNode copy = json.deepCopy();
    copy.withObject("/match").put(field, value);
    return new FaultRule(plane, copy);
  }

  private ActiveFault inForce(String breakage) {
    return ActiveFault.read(plane.post("faults", json.deepCopy().put("do", breakage)));
  }

  private FaultRule with(Consumer<ObjectNode> change) {
    ObjectNode copy = json.deepCopy();
    change.accept(copy);
    return new FaultRule(plane, copy);
  }
}
