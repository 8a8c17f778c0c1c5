/**
 * Payments: started at the provider, settled by what it says, asked for again when it is silent.
 */
@NullMarked
package dev.tillgate.gateway.payment;

import org.jspecify.annotations.NullMarked;
