/** Idempotency keys: a request that is repeated is answered as the first time. */
@NullMarked
package dev.tillgate.gateway.platform.idempotency;

import org.jspecify.annotations.NullMarked;
