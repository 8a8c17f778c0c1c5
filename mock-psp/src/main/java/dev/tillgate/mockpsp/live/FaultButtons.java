package dev.tillgate.mockpsp.live;

import dev.tillgate.mockpsp.fault.CallbackFaults;
import dev.tillgate.mockpsp.fault.Faults;
import io.javalin.http.Context;
import tools.jackson.databind.node.ObjectNode;

/** The buttons that break requests and callbacks, and mend them. */
public final class FaultButtons {
  /** What stands for an id where the plan for callbacks is meant. */
  private static final String PLAN = "callbacks";

  private final Faults faults;
  private final CallbackFaults callbackFaults;

  public FaultButtons(Faults faults, CallbackFaults callbackFaults) {
    this.faults = faults;
    this.callbackFaults = callbackFaults;
  }

  void add(Context http) {
    ObjectNode unused = faults.add(FaultForm.fault(http::formParam));
  }

  void begin(Context http) {
    ObjectNode unused = callbackFaults.begin(FaultForm.plan(http::formParam));
  }

  /** One that is gone already is what was wanted. */
  void remove(Context http) {
    String id = http.pathParam("id");
    boolean unused = id.equals(PLAN) ? callbackFaults.end() : faults.remove(id);
  }
}
