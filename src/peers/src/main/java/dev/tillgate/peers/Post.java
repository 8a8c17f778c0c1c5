package dev.tillgate.peers;

import dev.tillgate.system.bench.outbox.Candidate;
import java.util.UUID;

/** What an event comes to for a peer, which keeps it and posts it as it is. */
record Post(String id, String body) {
  private static final String BEFORE = "{\"padding\":\"";
  private static final String AFTER = "\"}";
  private static final String BODY =
      BEFORE + "x".repeat(Candidate.BODY_BYTES - BEFORE.length() - AFTER.length()) + AFTER;

  static Post next() {
    return new Post(UUID.randomUUID().toString(), BODY);
  }
}
