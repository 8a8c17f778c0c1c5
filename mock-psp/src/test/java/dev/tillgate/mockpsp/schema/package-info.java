/** Stripe's own schema and samples, where a copy lies near, and every answer judged by them. */
@NullMarked
package dev.tillgate.mockpsp.schema;

import org.jspecify.annotations.NullMarked;
