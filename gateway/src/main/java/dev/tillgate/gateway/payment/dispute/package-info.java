/** Disputes: what shoppers complain of at their banks, flagged so that nobody refunds it twice. */
@NullMarked
package dev.tillgate.gateway.payment.dispute;

import org.jspecify.annotations.NullMarked;
