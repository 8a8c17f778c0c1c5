package dev.tillgate.system.bench.outbox;

import dev.tillgate.gateway.platform.store.engine.StorePlace;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a trial is to do.
 *
 * @param candidate its name
 */
record Task(String candidate, Site site, Load load) {
  /**
   * Where.
   *
   * @param databaseUrl an empty database to begin with, for the engine that has a server
   * @param server the number of its first process, or {@link CpuUse#NO_SERVER}
   * @param sinkPort free, and kept for the sink from the first process to the last
   */
  record Site(Path directory, Optional<String> databaseUrl, long server, int sinkPort) {
    StorePlace place() {
      return new StorePlace(directory, databaseUrl, false);
    }

    URI sink() {
      return Sink.url(sinkPort);
    }
  }

  /**
   * How much.
   *
   * @param events of every drain and of the live measurement
   * @param seconds of wake-ups
   */
  record Load(int events, int seconds) {}
}
