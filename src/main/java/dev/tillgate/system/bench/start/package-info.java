/** How soon a gateway serves, and what it costs when nothing happens. */
@NullMarked
package dev.tillgate.system.bench.start;

import org.jspecify.annotations.NullMarked;
