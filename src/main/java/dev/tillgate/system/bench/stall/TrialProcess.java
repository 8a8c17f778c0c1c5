package dev.tillgate.system.bench.stall;

import dev.tillgate.system.bench.measure.Jvm;
import dev.tillgate.system.playground.LogFile;
import java.io.IOException;

/** A process in which one candidate is at work; says its {@link Figures}. */
final class TrialProcess {
  private TrialProcess() {}

  /** The task; ends the process though posts hang. */
  public static void main(String[] arguments) throws IOException {
    Task task = Jvm.heard(arguments[0], Task.class);
    LogFile.at(task.site().directory().resolve("trial.log"), "WARN");
    Jvm.say(new Trial(task).measure());
    // Not an exit, which would wait for what libraries hook to it.
    Runtime.getRuntime().halt(0);
  }
}
