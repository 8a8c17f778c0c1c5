package dev.tillgate.gateway.webhook.dispatch;

import dev.tillgate.gateway.platform.Ids;
import dev.tillgate.gateway.platform.metrics.Metrics;
import dev.tillgate.gateway.platform.node.Node;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What would otherwise be read from thin air.
 *
 * @param node joined before anything is claimed
 * @param chance cryptographically strong in production: secrets come from it
 */
public record Surroundings(
    InstantSource clock, RandomGenerator chance, Ids ids, Metrics metrics, Node node) {}
