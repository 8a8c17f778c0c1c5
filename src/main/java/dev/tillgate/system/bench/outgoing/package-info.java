/** Benchmarks of the outgoing side: how soon, how apart, how much and how idly. */
@NullMarked
package dev.tillgate.system.bench.outgoing;

import org.jspecify.annotations.NullMarked;
