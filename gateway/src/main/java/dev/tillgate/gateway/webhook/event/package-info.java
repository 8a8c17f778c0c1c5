/** What happened, frozen at birth, in the order of the commits. */
@NullMarked
package dev.tillgate.gateway.webhook.event;

import org.jspecify.annotations.NullMarked;
