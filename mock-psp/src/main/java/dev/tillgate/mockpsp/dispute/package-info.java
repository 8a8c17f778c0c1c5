/** Disputes: a cardholder wants the money back from the bank. */
@NullMarked
package dev.tillgate.mockpsp.dispute;

import org.jspecify.annotations.NullMarked;
