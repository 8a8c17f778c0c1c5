package dev.tillgate.mockpsp.callback;

import java.time.InstantSource;

/**
 * What decides when callbacks are sent.
 *
 * @param clock the provider's own, which decides when something is due
 * @param wallClock everybody's, which signatures carry: a provider that was sent into next week
 *     must still be believed
 * @param retryScale each wait between attempts is multiplied by it
 */
public record Timing(InstantSource clock, InstantSource wallClock, double retryScale) {}
