/** Who wants to be told: addresses, filters, secrets. */
@NullMarked
package dev.tillgate.gateway.webhook.endpoint;

import org.jspecify.annotations.NullMarked;
