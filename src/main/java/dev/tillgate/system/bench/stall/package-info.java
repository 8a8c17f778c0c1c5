/**
 * The second half of {@code bench neighbours}: what endpoints that hang cost the others with the
 * libraries people would use instead. Every trial is a process of its own, which may die.
 */
@NullMarked
package dev.tillgate.system.bench.stall;

import org.jspecify.annotations.NullMarked;
