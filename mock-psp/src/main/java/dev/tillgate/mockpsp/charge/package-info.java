/** The charges: one for each attempt to take a shopper's money. */
@NullMarked
package dev.tillgate.mockpsp.charge;

import org.jspecify.annotations.NullMarked;
