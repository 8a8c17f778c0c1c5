package dev.tillgate.gateway.payment.callback;

import dev.tillgate.gateway.payment.Intent;
import java.time.Instant;
import java.util.Optional;

/**
 * A callback as we understand it.
 *
 * @param id the provider's event id, the same on every delivery
 * @param type the provider's type, such as {@code payment_intent.succeeded}
 * @param intent the payment intent it is about; empty for types we have no use for
 */
public record ProviderEvent(
    String id, String type, Instant occurredAt, boolean livemode, Optional<Intent> intent) {}
