package dev.tillgate.gateway.platform.store;

import java.util.function.Supplier;

/**
 * Something an engine measures of itself.
 *
 * @param value asked for when the gauge is read; it reads from the store
 */
public record StoreGauge(String name, String description, Supplier<Number> value) {}
