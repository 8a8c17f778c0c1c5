/** Refunds: money that goes back, at once, later, or in the end not at all. */
@NullMarked
package dev.tillgate.mockpsp.refund;

import org.jspecify.annotations.NullMarked;
