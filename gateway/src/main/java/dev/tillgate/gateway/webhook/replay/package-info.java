/** Sending again what was sent, or could have been: a durable job that writes new deliveries. */
@NullMarked
package dev.tillgate.gateway.webhook.replay;

import org.jspecify.annotations.NullMarked;
