package dev.tillgate.system.bench.outbox;

import dev.tillgate.system.bench.measure.Jvm;
import dev.tillgate.system.playground.LogFile;
import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** A process in which one candidate is at work. */
final class TrialProcess {
  private TrialProcess() {}

  /** What a process does with its task. */
  enum Role {
    /** Leaves a backlog, and says nothing. */
    FILL,
    /** Measures, and says its {@link Figures}. */
    MEASURE
  }

  /** The role and the task; ends the process though a library may have left threads running. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    Task task = Jvm.heard(arguments[1], Task.class);
    LogFile.at(task.site().directory().resolve("trial.log"), "WARN");
    Trial trial = new Trial(task);
    switch (Role.valueOf(arguments[0])) {
      case FILL -> trial.fill();
      case MEASURE -> Jvm.say(trial.measure());
    }
    System.exit(0);
  }
}
