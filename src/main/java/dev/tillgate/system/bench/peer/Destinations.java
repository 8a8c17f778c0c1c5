package dev.tillgate.system.bench.peer;

import java.net.URI;
import java.time.Duration;

/**
 * Where events are posted: endpoints side by side, numbered from 0.
 *
 * @param url ends with a slash; what follows is an endpoint's number
 * @param timeout for a whole exchange with one of them
 */
public record Destinations(URI url, int endpoints, Duration timeout) {
  private static final Duration LONG = Duration.ofSeconds(30);

  /** A single one, which answers: nobody waits for it in vain. */
  public static Destinations one(URI url) {
    return new Destinations(url, 1, LONG);
  }

  /** Where that one is told. */
  public URI of(int endpoint) {
    return url.resolve(String.valueOf(endpoint));
  }
}
