package dev.tillgate.system.bench.start;

import dev.tillgate.system.playground.Wiring;
import dev.tillgate.system.process.Server;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * One start of a gateway.
 *
 * @param millis from its process's start to the first 200
 * @param cpuMillis of processor it took until then
 */
record Started(double millis, double cpuMillis) {
  private static final double NANOS_A_MILLI = 1e6;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN = Duration.ofMillis(2);
  private static final int STOP_SECONDS = 30;

  /** Starts it, and stops it as an operator does. */
  static Started once(Wiring wiring, List<String> options) throws InterruptedException {
    return once(wiring, () -> Server.launched(wiring, options));
  }

  /** Starts the least there could be in its place. */
  static Started bare(Wiring wiring, List<String> options) throws InterruptedException {
    List<String> arguments = List.of(wiring.data().toString(), String.valueOf(wiring.port()));
    return once(wiring, () -> Server.compared(BareStart.class, options, arguments, wiring.data()));
  }

  private static Started once(Wiring wiring, Supplier<Server> start) throws InterruptedException {
    long begin = System.nanoTime();
    try (Server server = start.get()) {
      awaitAnswer(wiring);
      double millis = (System.nanoTime() - begin) / NANOS_A_MILLI;
      double cpuMillis = server.cpu().toMillis();
      server.terminate();
      int unused = server.exitStatus(Duration.ofSeconds(STOP_SECONDS));
      return new Started(millis, cpuMillis);
    }
  }

  static void awaitAnswer(Wiring wiring) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers(wiring)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("no answer within " + PATIENCE);
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  private static boolean answers(Wiring wiring) {
    try {
      var url = wiring.gatewayUrl().resolve("/healthz").toURL();
      return ((HttpURLConnection) url.openConnection()).getResponseCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }
}
