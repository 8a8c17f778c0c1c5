package dev.tillgate.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Ours and a peer, measured in turn. */
class OutboxTest {
  @Test
  void theyAreMeasuredAgainstOurs() {
    String said =
        Bench.said(
            "outbox",
            "--events=16",
            "--rounds=1",
            "--seconds=1",
            "--warm-up=1",
            "--peers=db-scheduler");

    assertThat(said).contains("tillgate, in times", "times the best peer");
  }
}
