package dev.tillgate.peers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Ours and its peers while some endpoints hang. */
class NeighboursTest {
  @Test
  void theyAreMeasuredWithEndpointsThatHang() {
    String said =
        Bench.said(
            "neighbours",
            "--endpoints=4",
            "--hanging=1",
            "--rate=20",
            "--timeout=1",
            "--rounds=1",
            "--seconds=1",
            "--peers=mayfly,db-scheduler");

    // A quarter of what is published in 2 s hangs; everything else arrives, before and with that.
    assertThat(said).containsPattern("tillgate +30 +30 .* 30 +30 +30 ");
    assertThat(said).containsPattern("db-scheduler +30 +30 .* 30 +30 +30 ");
    assertThat(said).containsPattern("mayfly +died");
  }
}
