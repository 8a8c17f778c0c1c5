package dev.tillgate.mockpsp.live;

import dev.tillgate.mockpsp.fault.CallbackFaults;
import dev.tillgate.mockpsp.fault.CallbackPlan;
import dev.tillgate.mockpsp.fault.Fault;
import dev.tillgate.mockpsp.fault.Faults;
import io.javalin.http.Context;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/** The buttons that break requests and callbacks, and mend them. */
public final class FaultButtons {
  /** What stands for an id where the plan for callbacks is meant. */
  private static final String PLAN = "callbacks";

  private final Faults faults;
  private final CallbackFaults callbackFaults;
  private final RandomGenerator chance;

  /**
   * @param chance the seeds of faults come from it
   */
  public FaultButtons(Faults faults, CallbackFaults callbackFaults, RandomGenerator chance) {
    this.faults = faults;
    this.callbackFaults = callbackFaults;
    this.chance = chance;
  }

  void add(Context http) {
    ObjectNode unused = faults.add(Fault.read(FaultForm.fault(http::formParam), seed()));
  }

  void begin(Context http) {
    CallbackPlan plan = CallbackPlan.read(FaultForm.plan(http::formParam), seed());
    ObjectNode unused = callbackFaults.begin(plan);
  }

  /** One that is gone already is what was wanted. */
  void remove(Context http) {
    String id = http.pathParam("id");
    boolean unused = id.equals(PLAN) ? callbackFaults.end() : faults.remove(id);
  }

  /** A whole number that a script can show as it is. */
  private long seed() {
    return chance.nextInt(Integer.MAX_VALUE);
  }
}
