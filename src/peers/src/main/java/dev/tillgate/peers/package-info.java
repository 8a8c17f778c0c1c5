/** The libraries people would use instead of the gateway's outbox, each with its best settings. */
@NullMarked
package dev.tillgate.peers;

import org.jspecify.annotations.NullMarked;
