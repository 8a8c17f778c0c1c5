/**
 * Lost callbacks made good: the provider's events are read back and go the way every callback goes.
 */
@NullMarked
package dev.tillgate.gateway.payment.backfill;

import org.jspecify.annotations.NullMarked;
