/** The HTTP edge: the server, who may call, strict JSON, problems, idempotency keys. */
@NullMarked
package dev.tillgate.gateway.platform.http;

import org.jspecify.annotations.NullMarked;
