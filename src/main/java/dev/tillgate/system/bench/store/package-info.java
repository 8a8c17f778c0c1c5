/** The store alone, against its disk and its driver. */
@NullMarked
package dev.tillgate.system.bench.store;

import org.jspecify.annotations.NullMarked;
