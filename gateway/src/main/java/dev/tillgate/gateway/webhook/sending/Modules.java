package dev.tillgate.gateway.webhook.sending;

import dev.tillgate.gateway.webhook.destination.DestinationKind;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The kinds of destination besides HTTP.
 *
 * @param directory where the operator's files for them are
 */
public record Modules(List<DestinationKind> kinds, Path directory) {
  public Modules {
    kinds = List.copyOf(kinds);
  }

  /** HTTP alone. */
  public static Modules none() {
    return new Modules(List.of(), Path.of(""));
  }

  /** What is on the class path. */
  public static Modules onClassPath(Path directory) {
    return new Modules(
        ServiceLoader.load(DestinationKind.class).stream()
            .map(ServiceLoader.Provider::get)
            .toList(),
        directory);
  }
}
