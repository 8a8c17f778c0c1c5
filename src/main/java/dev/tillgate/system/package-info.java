/** The commands around the product: the demo, a playground to develop against, the benchmarks. */
@NullMarked
package dev.tillgate.system;

import org.jspecify.annotations.NullMarked;
