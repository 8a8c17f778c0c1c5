package dev.tillgate.gateway.webhook.delivery;

import dev.tillgate.gateway.webhook.endpoint.Target;
import dev.tillgate.gateway.webhook.event.EventId;
import java.time.Instant;

/**
 * One event on its way to one receiver.
 *
 * @param payload the event's frozen bytes; nobody may change them
 * @param at when this attempt is made
 */
@SuppressWarnings("ArrayRecordComponent") // Frozen bytes; never compared.
public record Message(Target target, EventId id, byte[] payload, Instant at) {}
