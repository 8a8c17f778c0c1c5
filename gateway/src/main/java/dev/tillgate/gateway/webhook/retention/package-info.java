/** What goes for its age: finished deliveries, then the events nobody is still to be told of. */
@NullMarked
package dev.tillgate.gateway.webhook.retention;

import org.jspecify.annotations.NullMarked;
