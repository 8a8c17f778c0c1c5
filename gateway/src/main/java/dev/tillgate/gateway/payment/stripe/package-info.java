/** Stripe and everything that speaks like it: the adapter behind the Psp port. */
@NullMarked
package dev.tillgate.gateway.payment.stripe;

import org.jspecify.annotations.NullMarked;
