/**
 * Refunds: written down, made at the provider, followed until they are over, and taken note of when
 * they were made elsewhere. What they do to payments and orders is told through {@link
 * dev.tillgate.gateway.payment.refund.RefundEffects}.
 */
@NullMarked
package dev.tillgate.gateway.payment.refund;

import org.jspecify.annotations.NullMarked;
