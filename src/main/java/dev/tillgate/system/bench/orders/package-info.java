/**
 * Whole orders, from the checkout to the webhook, beside the same exchanges with nothing behind.
 */
@NullMarked
package dev.tillgate.system.bench.orders;

import org.jspecify.annotations.NullMarked;
