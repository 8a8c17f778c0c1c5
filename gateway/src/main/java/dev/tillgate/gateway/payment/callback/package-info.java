/**
 * Signed callbacks: verified on the raw bytes, stored once, and in the same transaction applied to
 * the payment they are about or passed on as events.
 */
@NullMarked
package dev.tillgate.gateway.payment.callback;

import org.jspecify.annotations.NullMarked;
