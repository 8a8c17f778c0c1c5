package dev.tillgate.gateway.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tillgate.gateway.platform.store.StoreObserver;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Metrics metrics = new Metrics();

  @Test
  void whatIsCountedIsShownByItsTag() {
    metrics.count("tillgate.callbacks", "verdict", "processed");
    metrics.count("tillgate.callbacks", "verdict", "processed");
    metrics.count("tillgate.callbacks", "verdict", "dead");

    assertThat(metrics.scrape())
        .contains(
            "tillgate_callbacks_total{verdict=\"processed\"} 2.0",
            "tillgate_callbacks_total{verdict=\"dead\"} 1.0");
  }

  @Test
  void aGaugeIsReadWheneverItIsAskedFor() {
    AtomicInteger depth = new AtomicInteger(3);
    metrics.gauge("tillgate.depth", "How deep it is", depth::get);
    assertThat(metrics.scrape())
        .contains("# HELP tillgate_depth How deep it is", "tillgate_depth 3.0");

    depth.set(4);

    assertThat(metrics.scrape()).contains("tillgate_depth 4.0");
  }

  @Test
  void aTimeFallsIntoItsBucket() {
    metrics.time("tillgate.http.requests", "route", "/v1/orders", Duration.ofMillis(20));

    assertThat(metrics.scrape())
        .contains(
            "tillgate_http_requests_seconds_bucket{route=\"/v1/orders\",le=\"0.005\"} 0",
            "tillgate_http_requests_seconds_bucket{route=\"/v1/orders\",le=\"0.025\"} 1");
  }

  @Test
  void theStoreReportsItsCommitsAndHowManyUnitsEachCarried() {
    StoreObserver observer = metrics.storeObserver();

    observer.committed(7, observer.commitStarted());

    assertThat(metrics.scrape())
        .contains("tillgate_store_commit_units_sum 7.0", "tillgate_store_commit_seconds_count 1");
  }
}
