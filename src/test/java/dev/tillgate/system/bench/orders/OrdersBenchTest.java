package dev.tillgate.system.bench.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.system.bench.BenchRun;
import org.junit.jupiter.api.Test;

/** The benchmarks of whole orders with tiny numbers. */
class OrdersBenchTest {
  @Test
  void ordersAreMeasuredBesideTheirBareExchanges() {
    BenchRun bench =
        BenchRun.of("orders", "--clients=2", "--rounds=1", "--seconds=1", "--warm-up=1");

    assertThat(bench.said()).contains("median", "Errors: 0", "Callbacks acknowledged meanwhile");
    assertThat(bench.status()).isZero();
  }

  @Test
  void aSpikeLosesNothing() {
    BenchRun bench = BenchRun.of("spike", "--orders=40", "--seconds=1");

    assertThat(bench.said()).contains("40 accepted at once", "Accepted and not told: 0");
    assertThat(bench.status()).isZero();
  }
}
