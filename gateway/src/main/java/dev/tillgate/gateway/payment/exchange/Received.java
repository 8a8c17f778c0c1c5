package dev.tillgate.gateway.payment.exchange;

import java.time.Duration;
import java.util.Optional;

/**
 * An answer that came through whole.
 *
 * @param retryAfter what it asked us to wait, bounded
 */
@SuppressWarnings("ArrayRecordComponent") // Frozen bytes; never compared.
public record Received(int status, byte[] body, Optional<Duration> retryAfter) {}
