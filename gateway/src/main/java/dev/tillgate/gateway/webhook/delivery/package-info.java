/** One event on its way to one endpoint: claimed, sent, settled, tried again. */
@NullMarked
package dev.tillgate.gateway.webhook.delivery;

import org.jspecify.annotations.NullMarked;
