/** What every benchmark needs: a pace, percentiles, flags within bounds, and what it ran on. */
@NullMarked
package dev.tillgate.system.bench.measure;

import org.jspecify.annotations.NullMarked;
