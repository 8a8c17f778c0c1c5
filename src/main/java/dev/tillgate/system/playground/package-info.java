/**
 * A gateway and a provider wired to each other on this machine, and what plays the others: the
 * shop, its shoppers, the subscribers. The demo, {@code up}, the benchmarks and the whole-system
 * tests all stand on it.
 */
@NullMarked
package dev.tillgate.system.playground;

import org.jspecify.annotations.NullMarked;
