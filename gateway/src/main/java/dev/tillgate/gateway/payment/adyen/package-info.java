/** Adyen, or what speaks like it, as a payment provider. */
@NullMarked
package dev.tillgate.gateway.payment.adyen;

import org.jspecify.annotations.NullMarked;
