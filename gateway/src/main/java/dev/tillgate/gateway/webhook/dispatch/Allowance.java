package dev.tillgate.gateway.webhook.dispatch;

import java.util.OptionalInt;

/**
 * What an endpoint may take at present.
 *
 * @param inFlight sends at a time
 * @param held deliveries in memory that wait or are sent
 * @param perSecond sends begun in any second; empty for no limit
 */
record Allowance(int inFlight, int held, OptionalInt perSecond) {}
