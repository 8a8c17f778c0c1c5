package dev.tillgate.system.bench.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.system.bench.BenchRun;
import org.junit.jupiter.api.Test;

/** The benchmark of a start with tiny numbers. */
class StartBenchTest {
  @Test
  void aStartIsTimed() {
    BenchRun bench = BenchRun.of("start", "--deliveries=100", "--rounds=1", "--idle=1");

    assertThat(bench.said()).contains("100 open deliveries", "of bare", "median", "MiB resident");
    assertThat(bench.status()).isZero();
  }
}
