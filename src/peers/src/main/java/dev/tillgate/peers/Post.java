package dev.tillgate.peers;

import dev.tillgate.system.bench.peer.Candidate;
import java.io.Serializable;
import java.util.UUID;

/**
 * What an event comes to for a peer, which keeps it and posts it as it is.
 *
 * @param endpoint the number of the one it is posted to
 */
record Post(String id, int endpoint, String body) implements Serializable {
  private static final String BEFORE = "{\"padding\":\"";
  private static final String AFTER = "\"}";
  private static final String BODY =
      BEFORE + "x".repeat(Candidate.BODY_BYTES - BEFORE.length() - AFTER.length()) + AFTER;

  static Post next(int endpoint) {
    return new Post(UUID.randomUUID().toString(), endpoint, BODY);
  }
}
