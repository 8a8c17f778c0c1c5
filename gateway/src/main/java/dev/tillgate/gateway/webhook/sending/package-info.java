/** Sending over HTTP, signed as Standard Webhooks 1.0 has it. */
@NullMarked
package dev.tillgate.gateway.webhook.sending;

import org.jspecify.annotations.NullMarked;
