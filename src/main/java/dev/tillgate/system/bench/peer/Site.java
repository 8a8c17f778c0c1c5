package dev.tillgate.system.bench.peer;

import dev.tillgate.gateway.platform.store.engine.StorePlace;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a trial takes place.
 *
 * @param databaseUrl an empty database to begin with, for the engine that has a server
 * @param server the number of its first process, or {@link #NO_SERVER}
 * @param sinkPort free, and kept for the sink from the first process to the last
 */
public record Site(Path directory, Optional<String> databaseUrl, long server, int sinkPort) {
  /** For an engine that is a library. */
  public static final long NO_SERVER = 0;

  /** Where the candidate keeps its events. */
  public StorePlace place() {
    return new StorePlace(directory, databaseUrl, false);
  }

  /** Where the sink is told. */
  public URI sink() {
    return URI.create("http://127.0.0.1:" + sinkPort + "/");
  }
}
