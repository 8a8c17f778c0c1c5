/** A provider to test against: it speaks Stripe's API, keeps its state, and fails on purpose. */
@NullMarked
package dev.tillgate.mockpsp;

import org.jspecify.annotations.NullMarked;
