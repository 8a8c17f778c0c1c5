package dev.tillgate.gateway.platform.metrics;

import dev.tillgate.gateway.platform.store.StoreObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The gateway's numbers, as {@code GET /metrics} shows them in Prometheus' text format.
 * Thread-safe.
 */
public final class Metrics {
  private static final Duration[] LATENCY_BUCKETS = {
    Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(25), Duration.ofMillis(100),
    Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(30)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** Counts one more; the tag's values must be few (an outcome, never an id). */
  public void count(String name, String tag, String value) {
    Counter.builder(name).tag(tag, value).register(registry).increment();
  }

  /** A number read whenever the metrics are asked for. */
  public void gauge(String name, String description, Supplier<Number> value) {
    Gauge.builder(name, value).description(description).register(registry);
  }

  /** One more thing of this kind took so long. */
  public void time(String name, String tag, String value, Duration took) {
    Timer.builder(name)
        .tag(tag, value)
        .serviceLevelObjectives(LATENCY_BUCKETS)
        .register(registry)
        .record(took);
  }

  /** What the store reports: commits with their latency, and how many units each carried. */
  public StoreObserver storeObserver() {
    Timer latency =
        Timer.builder("tillgate.store.commit")
            .serviceLevelObjectives(LATENCY_BUCKETS)
            .register(registry);
    DistributionSummary units =
        DistributionSummary.builder("tillgate.store.commit.units")
            .serviceLevelObjectives(1, 4, 16, 64, 256)
            .register(registry);
    return new StoreObserver() {
      @Override
      public long commitStarted() {
        return registry.config().clock().monotonicTime();
      }

      @Override
      public void committed(int size, long startedNanos) {
        latency.record(
            registry.config().clock().monotonicTime() - startedNanos, TimeUnit.NANOSECONDS);
        units.record(size);
      }
    };
  }

  /** The page for Prometheus. */
  public String scrape() {
    return registry.scrape();
  }
}
