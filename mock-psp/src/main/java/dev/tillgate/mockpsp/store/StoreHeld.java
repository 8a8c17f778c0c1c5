package dev.tillgate.mockpsp.store;

import java.nio.file.Path;

/** Another process works on this data; two writers would lie to each other. */
public final class StoreHeld extends RuntimeException {
  /** The directory is in use. */
  public StoreHeld(Path directory) {
    super("another mock-psp holds " + directory);
  }
}
