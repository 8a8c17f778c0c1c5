package dev.tillgate.system.bench.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.system.bench.BenchRun;
import org.junit.jupiter.api.Test;

/** The benchmarks of the outgoing side with tiny numbers: that they run, and say what they saw. */
class OutgoingBenchTest {
  @Test
  void neighboursAreMeasuredWithAndWithoutThoseThatHang() {
    BenchRun bench =
        BenchRun.of(
            "neighbours",
            "--endpoints=4",
            "--hanging=1",
            "--rate=40",
            "--rounds=1",
            "--seconds=1",
            "--peers=none");

    assertThat(bench.status()).isZero();
    assertThat(bench.said()).contains("median", "60 arrivals at those that answer, none missing");
  }

  @Test
  void aFanOutMissesNothingThoughTheGatewayIsKilled() {
    BenchRun bench = BenchRun.of("fan-out", "--events=150", "--kills=1", "--limit=100");

    assertThat(bench.said()).contains("everything ended right");
    assertThat(bench.status()).isZero();
  }

  @Test
  void anIdleGatewayIsWatched() {
    BenchRun bench =
        BenchRun.of("scheduled", "--deliveries=10000", "--idle=1", "--rounds=1", "--seconds=1");

    assertThat(bench.status()).isZero();
    assertThat(bench.said()).contains("Idle for 1 s", " 0 writes", "a fresh event");
  }

  @Test
  void twoNodesShareTheWorkOfOne() {
    BenchRun bench =
        BenchRun.of("nodes", "--endpoints=2", "--events=50", "--delay=1", "--rounds=1");

    assertThat(bench.said()).contains("two nodes", "median");
    assertThat(bench.status()).isZero();
  }
}
