package dev.tillgate.gateway.platform.store.engine;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a store is, and so which engine it runs on.
 *
 * @param directory SQLite's data directory, unless there is a URL
 * @param databaseUrl {@code jdbc:postgresql:…}, its user and password included
 * @param unsafe whether a server may be used that loses what it has answered when it crashes
 */
public record StorePlace(Path directory, Optional<String> databaseUrl, boolean unsafe) {
  /** A SQLite store in that directory. */
  public static StorePlace in(Path directory) {
    return new StorePlace(directory, Optional.empty(), false);
  }

  /** As a person writes it: a directory, or a URL. */
  public static StorePlace at(String text, boolean unsafe) {
    return text.startsWith("jdbc:")
        ? new StorePlace(Path.of(""), Optional.of(text), unsafe)
        : new StorePlace(Path.of(text), Optional.empty(), unsafe);
  }

  @Override
  public String toString() {
    return databaseUrl.map(url -> "PostgreSQL").orElse(directory.toString()); // No password.
  }
}
