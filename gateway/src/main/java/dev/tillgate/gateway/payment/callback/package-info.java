/**
 * The provider's signed callbacks: verified on the raw bytes, stored once, applied in one
 * transaction.
 */
@NullMarked
package dev.tillgate.gateway.payment.callback;

import org.jspecify.annotations.NullMarked;
