package dev.tillgate.gateway.platform.http;

import java.time.Duration;

/**
 * What clients may take of the server.
 *
 * @param arrival how long a request's header may take to arrive from its first byte (a connection's
 *     first: from the start), and again its body; then the connection is closed
 * @param connections open connections at once; further ones wait in the operating system's queue
 * @param stop how long a stopping server waits for running requests
 */
record Limits(Duration arrival, int connections, Duration stop) {
  // Under the ten seconds after which a slow client must be gone (FLT-S11).
  static final Limits DEFAULT = new Limits(Duration.ofSeconds(8), 10_000, Duration.ofSeconds(10));
}
