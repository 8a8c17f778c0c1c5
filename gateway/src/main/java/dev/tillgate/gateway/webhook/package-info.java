/** Telling everybody who must know: a durable outbox, signed deliveries, retries. */
@NullMarked
package dev.tillgate.gateway.webhook;

import org.jspecify.annotations.NullMarked;
