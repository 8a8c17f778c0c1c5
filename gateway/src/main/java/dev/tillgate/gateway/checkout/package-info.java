/** Where a shopper's order comes in; the caller decides whether to wait. */
@NullMarked
package dev.tillgate.gateway.checkout;

import org.jspecify.annotations.NullMarked;
