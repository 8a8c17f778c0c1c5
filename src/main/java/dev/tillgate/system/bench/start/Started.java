package dev.tillgate.system.bench.start;

import dev.tillgate.system.playground.Wiring;
import dev.tillgate.system.process.Server;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

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

  /** The JVM's options for an archive of classes, which it makes when it ends and there is none. */
  static List<String> using(Path archive) {
    return List.of(
        "-XX:+AutoCreateSharedArchive",
        "-XX:SharedArchiveFile=" + archive,
        "-Xlog:cds=off",
        "-Xlog:cds+dynamic=off");
  }

  /** Has the archive made. */
  static void archive(Wiring wiring, Path archive) throws InterruptedException {
    Started unused = once(wiring, using(archive));
  }

  /** Starts it, and stops it as an operator does. */
  static Started once(Wiring wiring, List<String> options) throws InterruptedException {
    long begin = System.nanoTime();
    try (Server gateway = Server.launched(wiring, options)) {
      awaitAnswer(wiring);
      double millis = (System.nanoTime() - begin) / NANOS_A_MILLI;
      double cpuMillis = gateway.cpu().toMillis();
      gateway.terminate();
      int unused = gateway.exitStatus(Duration.ofSeconds(STOP_SECONDS));
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
