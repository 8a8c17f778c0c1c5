/** Checkout Sessions: a payment whose shopper gives the card on a page of the provider. */
@NullMarked
package dev.tillgate.mockpsp.checkout;

import org.jspecify.annotations.NullMarked;
