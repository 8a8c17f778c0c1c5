/** One event for one endpoint, and each attempt to tell it, as the store keeps them. */
@NullMarked
package dev.tillgate.gateway.webhook.delivery;

import org.jspecify.annotations.NullMarked;
