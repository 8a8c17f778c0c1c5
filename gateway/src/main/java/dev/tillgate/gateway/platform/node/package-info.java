/** The gateways that work on one store: who is there, who leads, and what each one's part is. */
@NullMarked
package dev.tillgate.gateway.platform.node;

import org.jspecify.annotations.NullMarked;
