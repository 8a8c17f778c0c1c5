package dev.tillgate.gateway.platform.store;

import java.nio.file.Path;

/** Another process holds the data directory; the command line turns this into exit status 3. */
public final class DataHeldException extends RuntimeException {
  public DataHeldException(Path directory) {
    super(
        "another process holds the data in " + directory + "; stop it first or use another --data");
  }
}
