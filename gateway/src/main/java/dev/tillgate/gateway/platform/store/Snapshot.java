package dev.tillgate.gateway.platform.store;

import org.jspecify.annotations.Nullable;

/** A store read from beside it, whether a gateway runs on it or not; nothing is written. */
public interface Snapshot {
  /**
   * Runs the work on the store as it was at one moment; a change the work tries fails.
   *
   * @throws StoreUnavailableException when it cannot be read
   */
  <T extends @Nullable Object> T read(Database.Work<T> work);
}
