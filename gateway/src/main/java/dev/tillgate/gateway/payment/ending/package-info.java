/**
 * How orders end without being paid: out of time, or called off. The provider is asked first, the
 * stock freed after its answer.
 */
@NullMarked
package dev.tillgate.gateway.payment.ending;

import org.jspecify.annotations.NullMarked;
