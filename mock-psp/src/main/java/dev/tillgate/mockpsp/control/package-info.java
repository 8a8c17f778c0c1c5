/** What a test does to the provider from outside: the shopper, the bank, the clock, the truth. */
@NullMarked
package dev.tillgate.mockpsp.control;

import org.jspecify.annotations.NullMarked;
