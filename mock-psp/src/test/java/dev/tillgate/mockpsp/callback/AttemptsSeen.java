package dev.tillgate.mockpsp.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.mockpsp.MockPsp;
import dev.tillgate.mockpsp.Wire;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The attempts the provider says it has made. */
public final class AttemptsSeen {
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final Wire wire;

  public AttemptsSeen(MockPsp psp) {
    this.wire = new Wire(psp);
  }

  /** The newest first, once there are so many: one is written down after it was answered. */
  public List<JsonNode> atLeast(int count) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    List<JsonNode> attempts = now();
    while (attempts.size() < count) {
      assertThat(System.nanoTime()).as("attempts in time: " + attempts).isLessThan(deadline);
      Thread.onSpinWait();
      attempts = now();
    }
    return attempts;
  }

  private List<JsonNode> now() throws Exception {
    return wire.control("callbacks/attempts?limit=1000").path("attempts").valueStream().toList();
  }
}
