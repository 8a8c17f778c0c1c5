package dev.tillgate.mockpsp;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a provider is started.
 *
 * @param host the address to listen on
 * @param port the TCP port; 0 picks a free one
 * @param data the directory of its store; empty keeps everything in memory
 * @param apiKey the one key that is taken; empty takes every {@code sk_test_…}
 * @param callbacks the endpoints it knows from the start
 * @param retryScale each wait between callback attempts is multiplied by it; above 0
 * @param faults whether {@code /_mock} is there
 * @param seed makes chance repeatable; a store on disk outlives the process, so with {@code data}
 *     ids are never seeded
 */
public record MockPspSettings(
    String host,
    int port,
    Optional<Path> data,
    Optional<String> apiKey,
    List<Callback> callbacks,
    double retryScale,
    boolean faults,
    OptionalLong seed) {
  private static final String EVERY_TYPE = "*";

  /**
   * An endpoint that is there from the start.
   *
   * @param secret signs what it gets
   * @param types of the events it gets; one that was there before keeps its own
   */
  public record Callback(URI url, String secret, List<String> types) {
    /** An endpoint that gets every event. */
    public Callback(URI url, String secret) {
      this(url, secret, List.of(EVERY_TYPE));
    }

    public Callback {
      if (secret.isBlank()) {
        throw new IllegalArgumentException("the secret of the callback " + url + " is blank");
      }
      if (!List.of("http", "https").contains(String.valueOf(url.getScheme()))
          || url.getHost() == null) {
        throw new IllegalArgumentException("not an http or https URL: " + url);
      }
      if (types.isEmpty()) {
        throw new IllegalArgumentException("the callback " + url + " is for no type of event");
      }
      types = List.copyOf(types);
    }
  }

  public MockPspSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("not a port: " + port);
    }
    if (!(retryScale > 0) || retryScale > 1000) {
      throw new IllegalArgumentException("the retry scale must be above 0 and at most 1000");
    }
    if (apiKey.isPresent() && apiKey.get().isBlank()) {
      throw new IllegalArgumentException("the API key is blank");
    }
    callbacks = List.copyOf(callbacks);
  }

  /** On a free port of the loopback address, forgetting everything at the end. */
  public static MockPspSettings inMemory() {
    return new MockPspSettings(
        "127.0.0.1",
        0,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        1.0,
        true,
        OptionalLong.empty());
  }

  /** The same, on that port. */
  public MockPspSettings withPort(int other) {
    return new MockPspSettings(host, other, data, apiKey, callbacks, retryScale, faults, seed);
  }

  /** The same, with one more endpoint. */
  public MockPspSettings withCallback(URI url, String secret) {
    return withCallback(new Callback(url, secret));
  }

  /** The same, with that endpoint more. */
  public MockPspSettings withCallback(Callback callback) {
    List<Callback> more = new ArrayList<>(callbacks);
    more.add(callback);
    return new MockPspSettings(host, port, data, apiKey, more, retryScale, faults, seed);
  }

  /** The same, with its store in that directory. */
  public MockPspSettings withData(Path directory) {
    return new MockPspSettings(
        host, port, Optional.of(directory), apiKey, callbacks, retryScale, faults, seed);
  }

  /** The same, more patient (above 1) or less (below) between callback attempts. */
  public MockPspSettings withRetryScale(double scale) {
    return new MockPspSettings(host, port, data, apiKey, callbacks, scale, faults, seed);
  }
}
