package dev.tillgate.system.bench.start;

import dev.tillgate.system.bench.measure.MemoryUse;
import dev.tillgate.system.playground.Wiring;
import dev.tillgate.system.process.Server;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What a gateway costs that nobody asks for anything.
 *
 * @param mebibytes it keeps in memory
 * @param percentOfACore it takes
 */
record Idling(long mebibytes, double percentOfACore) {
  // What a start leaves to be compiled is no part of idling.
  private static final Duration SETTLES = Duration.ofSeconds(5);

  /** Watches one for so long. */
  static Idling watch(Wiring wiring, List<String> options, Duration length)
      throws InterruptedException {
    try (Server gateway = Server.launched(wiring, options);
        MemoryUse memory = new MemoryUse(gateway::pid)) {
      Started.awaitAnswer(wiring);
      LockSupport.parkNanos(SETTLES.toNanos());
      Duration before = gateway.cpu();
      LockSupport.parkNanos(length.toNanos());
      Duration used = gateway.cpu().minus(before);
      return new Idling(memory.resident(), 100.0 * used.toMillis() / length.toMillis());
    }
  }
}
