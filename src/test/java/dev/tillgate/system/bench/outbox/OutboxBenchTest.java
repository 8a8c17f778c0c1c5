package dev.tillgate.system.bench.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.system.bench.BenchRun;
import org.junit.jupiter.api.Test;

/** What the benchmark of the outbox is asked; the peers try it. */
class OutboxBenchTest {
  @Test
  void anOutboxNobodyKnowsIsRefused() {
    BenchRun bench = BenchRun.of("outbox", "--peers=homing-pigeon");

    assertThat(bench.said()).contains("--peers: there is no homing-pigeon");
    assertThat(bench.status()).isNotZero();
  }

  @Test
  void aWarmUpOfMinutesIsRefused() {
    BenchRun bench = BenchRun.of("outbox", "--warm-up=601");

    assertThat(bench.said()).contains("--warm-up must be 0 to 600, not 601");
    assertThat(bench.status()).isNotZero();
  }
}
