package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.payment.provider.News;
import java.time.Instant;

/**
 * A callback as we understand it.
 *
 * @param id the provider's event id, the same on every delivery
 * @param type the provider's type, such as {@code payment_intent.succeeded}
 * @param news what it tells us
 */
public record ProviderEvent(
    String id, String type, Instant occurredAt, boolean livemode, News news) {}
