/** Where the gateway may send: addresses checked when saved and again when dialled. */
@NullMarked
package dev.tillgate.gateway.webhook.egress;

import org.jspecify.annotations.NullMarked;
