package dev.tillgate.gateway;

import dev.tillgate.gateway.platform.metrics.Metrics;
import dev.tillgate.gateway.platform.store.Database;

/** What the store says of itself, for whoever scrapes. */
final class StoreGauges {
  private StoreGauges() {}

  static void of(Database database, Metrics metrics) {
    metrics.gauge(
        "tillgate.store.queue", "units of work waiting for the store", database::queueDepth);
    metrics.gauge("tillgate.store.bytes", "size of the store", () -> database.size().bytes());
    metrics.gauge(
        "tillgate.store.free.bytes",
        "part of the store's file that nothing uses",
        () -> database.size().freeBytes());
    metrics.gauge(
        "tillgate.store.log.bytes",
        "size of the log beside the store's file",
        () -> database.size().logBytes());
    database.gauges().forEach(one -> metrics.gauge(one.name(), one.description(), one.value()));
  }
}
