package dev.tillgate.gateway.platform.store;

import org.jspecify.annotations.Nullable;

/** The store could not take the work, and nothing of it was done: the caller may try again. */
public final class StoreUnavailableException extends RuntimeException {
  public StoreUnavailableException(String reason, @Nullable Throwable cause) {
    super(reason, cause);
  }
}
