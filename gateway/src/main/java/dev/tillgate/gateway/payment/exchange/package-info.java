/**
 * One exchange over HTTP with a payment provider, told truthfully: whether a byte may have left,
 * and what came back.
 */
@NullMarked
package dev.tillgate.gateway.payment.exchange;

import org.jspecify.annotations.NullMarked;
