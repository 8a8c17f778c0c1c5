/** Who is told: endpoints, signed deliveries, retries. */
@NullMarked
package dev.tillgate.mockpsp.callback;

import org.jspecify.annotations.NullMarked;
