package dev.tillgate.system.bench.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.system.bench.BenchRun;
import org.junit.jupiter.api.Test;

/** The benchmark of the store with tiny numbers. */
class StoreBenchTest {
  @Test
  void theStoreIsComparedWithItsDriver() {
    BenchRun bench = BenchRun.of("store", "--rounds=1", "--millis=50");

    assertThat(bench.said()).contains("driver, batches of 64", "512 callers");
    assertThat(bench.status()).isZero();
  }
}
