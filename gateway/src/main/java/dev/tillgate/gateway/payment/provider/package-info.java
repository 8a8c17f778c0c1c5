/**
 * The port to a payment provider: what is asked of it and what it tells, in words that are nobody's
 * in particular.
 */
@NullMarked
package dev.tillgate.gateway.payment.provider;

import org.jspecify.annotations.NullMarked;
