package dev.tillgate.system.playground;

import java.util.concurrent.CountDownLatch;

/** Keeps a command running until Ctrl-C or SIGTERM. */
public final class UntilStopped {
  private UntilStopped() {}

  /** Waits for the signal, runs {@code stop}, and ends the process with status 0. */
  public static void then(Runnable stop) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stop), "stop"));
    new CountDownLatch(1).await();
  }

  /** A stop that was asked for is a success; left alone, the JVM would report the signal. */
  private static void end(Runnable stop) {
    stop.run();
    Runtime.getRuntime().halt(0);
  }
}
