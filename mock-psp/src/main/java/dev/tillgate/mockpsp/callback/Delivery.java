package dev.tillgate.mockpsp.callback;

import dev.tillgate.mockpsp.endpoint.Target;
import org.jspecify.annotations.Nullable;

/**
 * One send of one event to one endpoint, claimed: nobody else sends it.
 *
 * @param attempts sends begun, this one included; it fences the settling
 * @param place where it goes among the shuffled ones claimed with it; null when it does not matter
 */
record Delivery(
    String id,
    String event,
    String type,
    int attempts,
    Target target,
    @Nullable Integer place,
    String body) {}
