package dev.tillgate.gateway.webhook.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened.
 *
 * @param orderId the order it happened to, if any
 * @param sequence 1, 2, 3… within the order, without holes; null without an order
 * @param payload the bytes receivers get, frozen; nobody may change them
 */
@SuppressWarnings("ArrayRecordComponent") // Frozen bytes; never compared.
public record Event(
    EventId id,
    String type,
    @Nullable String orderId,
    @Nullable Long sequence,
    byte[] payload,
    Instant createdAt) {}
